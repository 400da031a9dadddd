import { Command, InvalidArgumentError, Option } from "commander";
import { FileFailure } from "../disk/fileFailure";
import { type GatewayOrder, runGateway } from "../gateway/runGateway";
import { type ConfigChoice, ProjectConfigs, withConfigOptions } from "./projectConfig";
import { readGatewayPolicy } from "./readGatewayPolicy";
import { complain, note, protocolStreams, UsageError } from "./terminal";

interface Options {
  readonly grant: string;
  readonly log?: string;
  readonly logValues?: true;
  readonly redact?: readonly string[];
  readonly logSync?: true;
  readonly logSize: number;
  readonly logKeep: number;
  readonly observe?: true;
  readonly onError: "deny" | "allow";
  readonly keepLastGood?: true;
  readonly config?: ConfigChoice;
}

const examples = `
Starts the command, and passes messages of MCP between it and the client that has started the gateway. Each tools/call is
decided by the policy before the server gets it; a denied one is answered with the message of the policy. Tools in hide are
taken out of tools/list. Everything else goes through as it came.

A policy that is missing, or that a gateway would refuse, denies every call. A change of the file counts from the next call on.
Ends with the exit code of the server.

Examples:
  mcp-policy gateway policy.json -- npx -y @modelcontextprotocol/server-filesystem .
  mcp-policy gateway policy.json --log calls.jsonl --log-values -- node server.js
  mcp-policy gateway policy.json --observe --log calls.jsonl -- uvx mcp-server-git`;

/** `gateway`: a policy in front of a real server. */
export function gatewayCommand(): Command {
  return withConfigOptions(new Command("gateway"))
    .description("run an MCP server behind a policy")
    .argument("<policy>", "the policy")
    .argument("[command...]", "after --: the server and its arguments")
    .option("--grant <name>", "name of the grant that calls are counted for", "default")
    .option("--log <file>", "append a line of JSON for each call to a file; - for standard error")
    .option("--log-values", "keep the values of arguments in the log, not only their names")
    .option("--redact <path...>", "with --log-values: arguments whose values are not kept, such as args.password")
    .option("--log-sync", "write each line to the disk before its call goes on")
    .option("--log-size <megabytes>", "put the log aside when it is larger", positive, 100)
    .option("--log-keep <files>", "how many logs that were put aside are kept", whole, 5)
    .option("--observe", "decide and log, but deny nothing")
    .addOption(
      new Option("--on-error <outcome>", "what happens to a call while the policy or the counters cannot be used")
        .choices(["deny", "allow"])
        .default("deny"),
    )
    .option("--keep-last-good", "go on with the last good version of a policy that becomes unusable")
    .addHelpText("after", examples)
    .action(gateway);
}

async function gateway(policy: string, command: readonly string[], options: Options): Promise<void> {
  const { config, log, logSize, logKeep, redact = [], onError, grant } = options;
  if (policy === "-") throw new UsageError("Standard input is the client's; name the file of the policy.");
  const [program, ...args] = command;
  if (program === undefined) throw new UsageError("No server is given. Write its command after --.");
  if (redact.length > 0 && options.logValues !== true)
    throw new UsageError("--redact is about values: add --log-values, or leave it out.");
  const wrong = redact.find((path) => !/^args\.[^.]/.test(path));
  if (wrong !== undefined) throw new UsageError(`${wrong} is not the path of an argument, such as args.password.`);
  const order: GatewayOrder = {
    policy,
    read: async (text) => readGatewayPolicy(text, (await new ProjectConfigs(config).of(policy)).assumptions),
    server: { command: program, args },
    grant,
    log: log === undefined ? undefined : { target: log, values: options.logValues === true, redacted: redact },
    logFile: { sync: options.logSync === true, mostBytes: logSize * 1_000_000, keptFiles: logKeep },
    observes: options.observe === true,
    onError,
    keepsLastGood: options.keepLastGood === true,
    streams: protocolStreams(),
    note,
    complain,
  };
  try {
    process.exitCode = await runGateway(order);
  } catch (error) {
    throw error instanceof FileFailure ? new UsageError(error.message) : error;
  }
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError("It must be a whole number.");
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("It must be a number above 0.");
  return value;
}
