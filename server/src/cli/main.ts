import { Command, CommanderError } from "commander";
import { commands } from "./commands";
import "./programFile";
import { complain, note, onWriteError, print, UsageError } from "./terminal";
import { threadRole } from "./threadRole";

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
  for (const command of await wantedCommands(process.argv[2]))
    program.addCommand(command.copyInheritedSettings(program));
  await program.parseAsync();
}

/** What the first word asks for: one command, no command, or the help or a suggestion, which know all of them. */
function wantedCommands(word = ""): Promise<Command[]> {
  const only = commands.get(word);
  if (only !== undefined) return Promise.all([only()]);
  return Promise.all(["-V", "--version"].includes(word) ? [] : [...commands.values()].map((load) => load()));
}

onWriteError((stream, error) => {
  // A reader that wants no more, such as head, is no mistake.
  if (error.code === "EPIPE") process.exit();
  if (stream === "out") complain(`Standard output cannot be written: ${error.message}.`);
  process.exit(2);
});

/** What is long is done by several threads, which run this same file. */
async function run(): Promise<void> {
  const role = threadRole();
  if (role === "mcp-policy replay") (await import("./replay/replayThread")).checkPieces();
  else if (role === "mcp-policy check") await (await import("./checking/checkThread")).checkFiles();
  else await main();
}

run().catch((error: unknown) => {
  process.exitCode = 2;
  // Commander has printed what is wrong, or the help that was asked for.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else complain(error instanceof UsageError ? error.message : `This should not happen: ${error}`);
});
