import { Command, CommanderError } from "commander";
import { assistantCommand } from "./assistant";
import { checkCommand } from "./check";
import { classifyCommand } from "./classify";
import { diffCommand } from "./diff";
import { explainCommand } from "./explain";
import { formatCommand } from "./format";
import { gatewayCommand } from "./gateway";
import { probeCommand } from "./probe";
import { replayCommand } from "./replay/replay";
import { isReplayThread } from "./replay/replayThreads";
import { schemaCommand } from "./schema";
import { driftCommand } from "./servers/drift";
import { importCommand } from "./servers/importTools";
import { pointCommand } from "./servers/point";
import { serversCommand } from "./servers/servers";
import { stackCommand } from "./servers/stackCommand";
import { suggestCommand } from "./servers/suggest";
import { simulateCommand } from "./simulate";
import { complain, note, onWriteError, print, UsageError } from "./terminal";
import { testCommand } from "./testPolicies";

/** Every command, in the order of the help. Each makes itself known to the program, and sets the exit code. */
const commands = [
  checkCommand,
  formatCommand,
  simulateCommand,
  testCommand,
  probeCommand,
  diffCommand,
  explainCommand,
  classifyCommand,
  replayCommand,
  serversCommand,
  importCommand,
  driftCommand,
  stackCommand,
  pointCommand,
  suggestCommand,
  assistantCommand,
  gatewayCommand,
  schemaCommand,
];

const about = `Checks, tests and simulates policies of an MCP gateway, with the engine of the editor.

Exit codes: 0 fine, 1 findings or a denied call, 2 usage or input that cannot be read, 3 a decision that is not known.`;

async function main(): Promise<void> {
  const program = new Command("mcp-policy")
    .description(about)
    .version(process.env.MCP_POLICY_VERSION ?? "unknown", "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => print(text),
      writeErr: (text) => print(text, "text", "err"),
      outputError: (text) => note(text.replace(/^error: (.)/, (_, first) => `mcp-policy: ${first.toUpperCase()}`)),
    })
    .showHelpAfterError("Run it with --help to see what it takes.");
  for (const command of commands) program.addCommand(command().copyInheritedSettings(program));
  await program.parseAsync();
}

onWriteError((stream, error) => {
  // A reader that wants no more, such as head, is no mistake.
  if (error.code === "EPIPE") process.exit();
  if (stream === "out") complain(`Standard output cannot be written: ${error.message}.`);
  process.exit(2);
});

// A long log is read by threads that run this same file.
if (!isReplayThread())
  main().catch((error: unknown) => {
    process.exitCode = 2;
    // Commander has printed what is wrong, or the help that was asked for.
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else complain(error instanceof UsageError ? error.message : `This should not happen: ${error}`);
  });
