import { Command, Option } from "commander";
import { type CheckInWords, checksOf, effectiveState, stateInWords } from "../catalogue/effectiveState";
import { recommendedRuleInWords } from "../catalogue/recommendedRule";
import { unlistedTool } from "../catalogue/unlistedTool";
import type { Policy } from "../policy/model/policy";
import { riskOrder } from "../policy/words/plain/reviewOrder";
import { sentence } from "../policy/words/plain/sentence";
import type { ToolEntry } from "../protocol/tools";
import { summary as summarise } from "../service/reading/summary";
import { listTools } from "../service/simulation/tools";
import { environment, environmentOf } from "./environment";
import { openPolicy } from "./openPolicy";
import { ProjectConfigs } from "./projectConfig";
import { asJson, note, painter, print, type Style, shown, table } from "./terminal";

const colours: Readonly<Record<string, Style>> = { Critical: "red", High: "yellow", Medium: "blue", Low: "green" };

const examples = `
Lists the tools of the catalogue and those that only the policy names: tools of unknown risk first, then the most
dangerous. A tool with several checks is followed by a line for each of them. Ends with 3, and no state is told, when the
gateway would refuse the policy.

Examples:
  mcp-policy explain policy.json
  mcp-policy explain policy.json ssh_execute
  mcp-policy explain policy.json --format json | jq -r '.tools[] | select(.state == "allowed") | .name'`;

/** `explain`: what a policy does with every tool, before any call is made. */
export function explainCommand(): Command {
  return new Command("explain")
    .description("show what a policy does with every tool, or with one")
    .argument("<policy>", "the policy, or - for standard input")
    .argument("[tool]", "exact name of a tool")
    .addOption(new Option("-f, --format <format>", "how to print it").choices(["text", "json"]).default("text"))
    .addHelpText("after", examples)
    .action(explain);
}

async function explain(path: string, tool: string | undefined, { format }: { readonly format: string }): Promise<void> {
  const configs = new ProjectConfigs(undefined);
  const snapshot = await openPolicy(path, configs);
  const known = await environmentOf(await environment(), path, snapshot, configs);
  const { refusal } = snapshot.policy;
  const all = [...listTools(snapshot, known).tools].sort(byRisk);
  const unlisted = tool === undefined ? undefined : unlistedTool(snapshot.policy, known.catalogue, tool);
  if (unlisted !== undefined) note(unlisted.inWords);
  const chosen =
    tool === undefined ? all : [all.find(({ name }) => name === tool) ?? unknownEntry(snapshot.policy, tool)];
  const explained = chosen.map((entry) =>
    refusal === undefined
      ? { ...entry, checks: checksOf(effectiveState(snapshot.policy, entry.name)) }
      : { ...entry, ...ofRefused, checks: [] },
  );
  if (format === "json") {
    const notes = [...known.notes, ...(unlisted === undefined ? [] : [unlisted.inWords])];
    print(asJson({ tools: explained.map(reportOf), notes }));
  } else print(asTable(explained).join("\n"));
  const words = tool === undefined ? summarise(snapshot, known).summary?.inWords : chosen[0]?.summary;
  if (format === "text" && words) note(words);
  const record = tool === undefined ? undefined : known.catalogue.find(tool);
  if (format === "text" && record !== undefined) {
    if (record.rationale !== "") note(`Why ${record.risk}: ${sentence(record.rationale)}`);
    note(`Recommended: ${sentence(recommendedRuleInWords(record))}`);
  }
  // What such a policy decides is not known.
  if (refusal !== undefined) process.exitCode = 3;
}

/** The gateway would refuse the policy: nothing is known of any tool. */
const ofRefused = { state: "unknown", stateInWords: "not known: the gateway would refuse the policy" } as const;

type Explained = Pick<ToolEntry, "name" | "risk" | "category" | "state" | "stateInWords" | "listed" | "summary">;

type WithChecks = Explained & { readonly checks: readonly CheckInWords[] };

/** An unknown tool, which the policy decides all the same. */
function unknownEntry(policy: Policy, name: string): Explained {
  const state = effectiveState(policy, name);
  const known = { risk: "Unknown", category: "Unknown", listed: false, summary: "" } as const;
  return { name, ...known, state: state.kind, stateInWords: stateInWords(state) };
}

function reportOf({ name, risk, category, state, stateInWords: words, checks, listed, summary }: WithChecks): object {
  return { name, risk, category, state, stateInWords: words, checks, listed, summary };
}

function asTable(entries: readonly WithChecks[]): string[] {
  const paint = painter("out");
  const rows = entries.map(({ name, risk, category, stateInWords: words }) => [
    risk,
    category,
    shown(name),
    shown(words),
  ]);
  const [heading = "", ...lines] = table([["RISK", "CATEGORY", "TOOL", "STATE"], ...rows]);
  // Coloured when the columns stand, since colours have a length too.
  const coloured = lines.flatMap((line, index) => {
    const { risk = "", checks = [], stateInWords: state = "" } = entries[index] ?? {};
    const colour = colours[risk];
    const row = colour === undefined ? line : paint(colour, risk) + line.slice(risk.length);
    // One check is in the state already, unless it is too long for that.
    return /\bif \d+ checks? pass/.test(state) ? [row, ...checks.map(checkLine)] : [row];
  });
  return [paint("bold", heading), ...coloured];
}

function checkLine({ list, words }: CheckInWords): string {
  return `    ${list === "require" ? "only if" : "not if "}  ${shown(words)}`;
}

function byRisk(a: ToolEntry, b: ToolEntry): number {
  return riskOrder.indexOf(a.risk) - riskOrder.indexOf(b.risk) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
