import { availableParallelism } from "node:os";
import { Command, Option } from "commander";
import { openRegularFile } from "../../disk/openRegularFile";
import { grouped } from "../../policy/words/plain/grouped";
import { counted } from "../../policy/words/plain/plural";
import { openPolicy } from "../openPolicy";
import { bar, Progress } from "../progress";
import { type ConfigChoice, ProjectConfigs, withConfigOptions } from "../projectConfig";
import { nameOf, unreadable } from "../readText";
import { print, UsageError } from "../terminal";
import { replayLog } from "./replayLog";
import { replayReport } from "./replayReport";
import type { ReplayTally } from "./replayTally";

/** More threads would wait for the one that counts. */
const mostThreads = 4;

const failures = ["deny", "not-known", "not-replayable"] as const;

interface Options {
  readonly format: "text" | "json";
  readonly failOn?: readonly (typeof failures)[number][];
  readonly config?: ConfigChoice;
}

const examples = `
Each line of the log is a call: {"name": …, "arguments": {…}, "at": …, "grant": …}, the same in "params", a whole JSON-RPC
request of tools/call, or a batch. Other messages of the protocol are passed over. A call without arguments has none. In a log
that has no place for them, such as one of decisions, a call is not replayable when the policy looks at its arguments. Calls are
counted in the order of the lines.

Ends with 0 whatever was decided, unless --fail-on says otherwise.

Examples:
  mcp-policy replay policy.json calls.jsonl
  mcp-policy replay policy.json calls.jsonl --fail-on deny not-replayable
  zcat calls.jsonl.gz | mcp-policy replay policy.json - --format json`;

/** `replay`: what a policy says to the calls of a recorded log, however long. */
export function replayCommand(): Command {
  return withConfigOptions(new Command("replay"))
    .description("decide the calls of a recorded log")
    .argument("<policy>", "the policy")
    .argument("<log>", "JSON Lines, or - for standard input")
    .addOption(new Option("-f, --format <format>", "how to print it").choices(["text", "json"]).default("text"))
    .addOption(
      new Option("--fail-on <outcome...>", "end with 1 when a line has one of these outcomes").choices(failures),
    )
    .addHelpText("after", examples)
    .action(replay);
}

async function replay(policyPath: string, logPath: string, { format, failOn = [], config }: Options): Promise<void> {
  if (policyPath === "-") throw new UsageError("Standard input can be the log, not the policy.");
  const configs = new ProjectConfigs(config);
  const { policy } = await openPolicy(policyPath, configs);
  const tally = await replayLog(policy, await open(logPath), {
    threads: Math.min(availableParallelism(), mostThreads),
  });
  const { denied, notKnown, notReplayable } = tally.all;
  if (tally.tools.size === 0) throw new UsageError(`${nameOf(logPath)} contains no calls: ${whyNone(tally)}.`);
  print(replayReport(tally, format));
  const counts = { deny: denied, "not-known": notKnown, "not-replayable": notReplayable };
  if (failOn.some((outcome) => counts[outcome] > 0)) process.exitCode = 1;
  configs.report();
}

/** What a log has instead of calls. */
function whyNone({ reasons, otherMessages }: ReplayTally): string {
  const [[why, { firstLine }] = ["", { firstLine: 0 }]] = reasons;
  if (reasons.size > 0) return `none of its lines can be replayed. Line ${grouped(firstLine)}: ${why}`;
  if (otherMessages === 0) return "it is empty";
  return `its ${counted(otherMessages, "message is not a call of a tool", "messages are not calls of tools")}`;
}

/** The bytes of a log; on a terminal it says how far it is. */
async function open(path: string): Promise<AsyncIterable<Buffer>> {
  if (path === "-") return watched(process.stdin, undefined, path);
  try {
    const { file, size } = await openRegularFile(path);
    return watched(file.createReadStream({ highWaterMark: 98_304 }), size, path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function* watched(stream: AsyncIterable<Buffer>, size: number | undefined, path: string): AsyncGenerator<Buffer> {
  const progress = new Progress();
  let read = 0;
  try {
    for await (const chunk of stream) {
      yield chunk;
      read += chunk.length;
      progress.show(() => howFar(read, size));
    }
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    progress.clear();
  }
}

function howFar(read: number, size: number | undefined): string {
  const megabytes = `${grouped(Math.round(read / 1e6))} MB`;
  // A pipe has no size, and a log that is being written can grow.
  return size ? `${bar(Math.min(1, read / size))} ${megabytes}` : megabytes;
}
