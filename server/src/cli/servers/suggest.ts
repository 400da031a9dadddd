import { createReadStream } from "node:fs";
import { Command } from "commander";
import { emptyCatalogue, type ToolCatalogue } from "../../catalogue/catalogue";
import { boundedLines } from "../../disk/boundedLines";
import { knownServers } from "../../mcp/knownServers";
import { isJsonObject } from "../../policy/text/json";
import { newPolicy } from "../../service/actions/newPolicy";
import { bareEnvironment } from "../../service/environment";
import { readRecordedLine } from "../../service/simulation/recordedCall";
import { type RecordedCall, suggestPolicy } from "../../service/stack/suggestPolicy";
import { nameOf, unreadable } from "../readText";
import { note, printDocument, UsageError } from "../terminal";
import { serversFolder } from "./serversFolder";

interface Options {
  readonly server?: string;
  readonly maxRisk?: string;
  readonly log?: string;
  readonly denyRest?: true;
}

const examples = `
Prints a policy with "default": "deny".

With --server and --max-risk: the tools of a server up to that risk, each with its recommended rule. A tool of unknown
risk is not listed.

With --log: what a log of calls has (see replay): each tool that was called, with a list of the values that came again,
bounds of numbers, the common beginning of paths and addresses, and twice as many calls an hour as were seen. Free text
gets no condition. With --server also the server's other tools that only read, unless --deny-rest is given.

Examples:
  mcp-policy suggest --server github --max-risk medium > github.policy.json
  mcp-policy suggest --log calls.jsonl --server github --deny-rest`;

/** `suggest`: a policy of least privilege. */
export function suggestCommand(): Command {
  return new Command("suggest")
    .description("write a policy from a server and a risk, or from a log of calls")
    .option("--server <name>", "an imported server, or odoo-claude-mcp")
    .option("--max-risk <level>", "low, medium or high: tools of a higher risk are denied")
    .option("--log <file>", "recorded calls, or - for standard input")
    .option("--deny-rest", "with --log: deny every tool that was not called")
    .addHelpText("after", examples)
    .action(suggest);
}

async function suggest({ server, maxRisk, log, denyRest }: Options): Promise<void> {
  if ((log === undefined) === (maxRisk === undefined))
    throw new UsageError("Say what the policy is made of: --server NAME --max-risk LEVEL, or --log FILE.");
  const catalogue = server === undefined ? emptyCatalogue : await catalogueOf(server);
  if (log !== undefined) {
    const { policy, notes } = suggestPolicy(await callsOf(log), catalogue, denyRest === true);
    for (const sentence of notes.slice(0, 20)) note(sentence);
    printDocument(`${JSON.stringify(policy, undefined, 2)}\n`);
    return;
  }
  if (server === undefined) throw new UsageError("--max-risk goes with --server NAME.");
  const ceiling = ["Low", "Medium", "High"].find((level) => level.toLowerCase() === maxRisk?.toLowerCase());
  if (ceiling === undefined) throw new UsageError(`--max-risk takes low, medium or high, not "${maxRisk}".`);
  const { text, inWords } = newPolicy({ plan: "risk-ceiling", ceiling }, { ...bareEnvironment, catalogue });
  printDocument(text);
  note(inWords);
}

async function catalogueOf(name: string): Promise<ToolCatalogue> {
  const known = await knownServers();
  const folder = serversFolder();
  const catalogue = known.named(folder, name);
  if (catalogue !== undefined) return catalogue;
  throw new UsageError(`No server is imported as ${name}. There are: ${known.names(folder).join(", ")}.`);
}

/** More calls are not read: they say no more about what is usual. */
const mostCalls = 200_000;

/** A longer line is not read, in characters. */
const longestLine = 4_000_000;

async function callsOf(path: string): Promise<readonly RecordedCall[]> {
  const calls: RecordedCall[] = [];
  let left = 0;
  try {
    const stream = path === "-" ? process.stdin : createReadStream(path);
    for await (const lines of boundedLines(stream, longestLine))
      for (const line of lines) {
        if (line?.trim() === "") continue;
        for (const read of line === undefined ? [] : readRecordedLine(line)) {
          if (read.kind === "unreadable") left++;
          if (read.kind !== "call" || calls.length >= mostCalls) continue;
          const { tool, arguments: given, at, grant } = read;
          calls.push({ tool, arguments: isJsonObject(given) ? given : undefined, at, grant });
        }
      }
  } catch (error) {
    throw unreadable(path, error);
  }
  if (calls.length === 0) throw new UsageError(`${nameOf(path)} has no calls of tools.`);
  if (left > 0) note(`${left} lines of ${nameOf(path)} are not calls.`);
  return calls;
}
