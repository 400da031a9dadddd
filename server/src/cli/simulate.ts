import { Command, Option } from "commander";
import { unlistedTool } from "../catalogue/unlistedTool";
import { readArgumentText } from "../policy/decide/argumentText";
import { exampleInstant, readInstant } from "../policy/decide/instant";
import { grouped } from "../policy/words/plain/grouped";
import { counted } from "../policy/words/plain/plural";
import { quote } from "../policy/words/plain/quote";
import { readDuration } from "../policyTests/duration";
import type { SimulatedCall, SimulatedStep } from "../protocol/simulation";
import { simulate } from "../service/simulation/simulate";
import { environment, environmentOf } from "./environment";
import { messageOf } from "./formats/checked";
import { openPolicy } from "./openPolicy";
import { type ConfigChoice, ProjectConfigs, withConfigOptions } from "./projectConfig";
import { nameOf, readText } from "./readText";
import { asJson, note, painter, print, shown, UsageError } from "./terminal";

interface Options {
  readonly args?: string;
  readonly at?: string;
  readonly grant?: string;
  readonly repeat: string;
  readonly every: string;
  readonly trace?: true;
  readonly format: "text" | "json";
  readonly config?: ConfigChoice;
}

/** As many as the service decides at once. */
const mostCalls = 10_000;

const examples = `
Ends with 0 when the last call is allowed, with 1 when it is denied, with 3 when its decision is not known: the gateway
would refuse the policy, a pattern is too long to be tried here, or the arguments are not an ordinary JSON object. Counters
start at 0. Nothing is sent anywhere.

Examples:
  mcp-policy simulate policy.json odoo_search_read --args '{"model": "account.move", "limit": 80}'
  mcp-policy simulate policy.json ssh_execute --args @call.json --trace
  mcp-policy simulate policy.json ai_invoice_plugins_reload --repeat 11 --every 5s --at 2026-01-01T09:00:00Z`;

/** `simulate`: what a policy says to a call, or to the same call again and again. */
export function simulateCommand(): Command {
  return withConfigOptions(new Command("simulate"))
    .description("decide a call with a policy")
    .argument("<policy>", "the policy, or - for standard input")
    .argument("<tool>", "exact name of the tool")
    .option("-a, --args <json>", "the arguments: JSON, @file, or - for standard input")
    .option("--at <instant>", "time of the call, in UTC unless it names a zone (default: this minute)")
    .option("--grant <label>", "the grant that calls are counted for")
    .option("--repeat <count>", "number of calls", "1")
    .option("--every <duration>", "time between two calls, such as 500ms, 5s, 2m or 1h", "1s")
    .option("--trace", "list every check")
    .addOption(new Option("-f, --format <format>", "how to print it").choices(["text", "json"]).default("text"))
    .addHelpText("after", examples)
    .action(run);
}

const exitCodes = { allow: 0, deny: 1, unknown: 3 } as const;

async function run(path: string, tool: string, options: Options): Promise<void> {
  if (path === "-" && (options.args === "-" || options.args === "@-"))
    throw new UsageError("Policy and arguments cannot both be read from standard input.");
  const { calls, notes } = await callsOf(tool, options);
  const configs = new ProjectConfigs(options.config);
  const snapshot = await openPolicy(path, configs);
  const known = await environmentOf(await environment(), path, snapshot, configs);
  const { steps, problems } = simulate(snapshot, calls, known);
  const isCut = steps.length < calls.length;
  const tooMany = problems.find(({ code }) => code === "too-many-calls");
  const cut = tooMany === undefined ? "Not all calls were simulated." : messageOf(tooMany);
  const sentences = [
    unlistedTool(snapshot.policy, known.catalogue, tool)?.inWords ?? [],
    snapshot.policy.unknownFields !== undefined && snapshot.policy.refusal === undefined
      ? "The policy has unknown fields; whether the gateway accepts those is not known."
      : [],
    isCut ? cut : [],
  ].flat();
  const shownSteps = options.trace === true ? steps : steps.map((step) => ({ ...step, trace: [] }));
  if (options.format === "json")
    print(asJson({ policy: nameOf(path), tool, steps: shownSteps, notes: [...known.notes, ...notes, ...sentences] }));
  else print(allInWords(shownSteps, tool, path));
  sentences.forEach(note);
  process.exitCode = exitCodes[isCut ? "unknown" : (steps.at(-1)?.decision ?? "unknown")];
  configs.report();
}

/** The calls, and what there is to say of their arguments, which is said. */
async function callsOf(
  tool: string,
  { args, at, grant, repeat, every }: Options,
): Promise<{ readonly calls: readonly SimulatedCall[]; readonly notes: readonly string[] }> {
  const count = /^\d{1,9}$/.test(repeat) ? Number(repeat) : 0;
  if (count < 1 || count > mostCalls)
    throw new UsageError(`--repeat takes a whole number from 1 to ${grouped(mostCalls)}, not ${quote(repeat)}.`);
  const pause = readDuration(every);
  if (pause === undefined)
    throw new UsageError(`--every takes a duration such as 5s, 2m or 1h, not ${quote(every ?? "")}.`);
  const start = at === undefined ? Math.floor(Date.now() / 60_000) * 60_000 : readInstant(at);
  if (start === undefined)
    throw new UsageError(`--at takes an instant such as ${exampleInstant}, not ${quote(at ?? "")}.`);
  const { value, notes } = await readArguments(args);
  const call = { tool, arguments: value, ...(grant !== undefined && { grant }) };
  const calls = Array.from({ length: count }, (_, index) => ({ ...call, at: instant(start + index * pause) }));
  return { calls, notes };
}

function instant(at: number): string {
  if (Math.abs(at) > 8.64e15) throw new UsageError("The calls would end after the last possible date.");
  return new Date(at).toISOString();
}

/** More are no news. */
const mostNotes = 10;

async function readArguments(
  given: string | undefined,
): Promise<{ readonly value: unknown; readonly notes: readonly string[] }> {
  if (given === undefined) return { value: {}, notes: [] };
  const file = given === "-" ? "-" : given.startsWith("@") ? given.slice(1) : undefined;
  const text = file === undefined ? given : (await readText(file)).text;
  const where = file === undefined ? "--args" : nameOf(file);
  const read = readArgumentText(text.trim());
  if ("error" in read) throw new UsageError(`${where} is not JSON: ${shown(read.error)}.`);
  const notes = read.notes.slice(0, mostNotes).map(({ message }) => `${where}: ${message}`);
  notes.forEach(note);
  return { value: read.value, notes };
}

/** So many lines of details are printed. */
const mostLines = 2_000;

/** All calls, a line each; and what there is to say of the first, as far as a person would read it. */
function allInWords(steps: readonly SimulatedStep[], tool: string, path: string): string {
  const lines: string[] = [];
  let bare = 0;
  for (const [index, step] of steps.entries()) {
    const [outcome = "", ...details] = inWords(step, tool, path, steps.length > 1 ? index + 1 : undefined);
    lines.push(outcome);
    if (lines.length + details.length <= mostLines || index === 0) lines.push(...details);
    else if (details.length > 0) bare++;
  }
  if (bare > 0) note(`Details of ${counted(bare, "call")} are not listed: they are too many. --format json has them.`);
  return lines.join("\n");
}

const colours = { allow: "green", deny: "red", unknown: "yellow" } as const;

function inWords(step: SimulatedStep, tool: string, path: string, number: number | undefined): string[] {
  const paint = painter("out");
  const { decision, at, summary, message, rule, range, doubt, trace, counters, moreCounters, otherReadings } = step;
  const which = number === undefined ? "" : ` ${number}.`;
  const word = decision === "unknown" ? "not known" : decision.padEnd(5);
  const outcome = paint(colours[decision], word);
  const place =
    range === null ? [] : [`  by       ${shown(nameOf(path))}:${range.start.line + 1}:${range.start.character + 1}`];
  return [
    `${outcome}${which} ${paint("bold", tool === "" ? '""' : shown(tool))} at ${at}: ${shown(summary)}`,
    ...(decision === "deny" ? [`  rule     ${shown(rule)}`, `  message  ${shown(message ?? "")}`, ...place] : []),
    ...(decision === "unknown" ? place : []),
    ...(doubt === null ? [] : [`  perhaps  by an earlier check, with its rule and message: ${shown(doubt)}`]),
    ...trace.map((each) => `  ${each.outcome.padEnd(7)}  ${shown(each.check)} — ${shown(each.detail)}`),
    ...counters.map(
      ({ key, window, value, max, resetsAt, uncounted }) =>
        `  counter  ${shown(key)}: ${value} of ${max} this ${window}${uncounted === undefined ? "" : `, and ${uncounted} not known`}, starts again ${resetsAt}`,
    ),
    ...(moreCounters > 0 ? [`  counters ${grouped(moreCounters)} more are not listed`] : []),
    ...otherReadings.map(
      ({ assumption, reading, decision: other }) =>
        `  assumes  ${assumption}: if it were "${reading}", ${other === "unknown" ? "not known" : other}`,
    ),
  ];
}
