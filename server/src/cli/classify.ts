import { Command, Option } from "commander";
import { type ParseError, parseTree } from "jsonc-parser";
import { notWhole } from "../catalogue/files/readToolList";
import { shallowText } from "../catalogue/files/shallowText";
import { toJson } from "../policy/text/json";
import { grouped } from "../policy/words/plain/grouped";
import { counted } from "../policy/words/plain/plural";
import { riskOrder } from "../policy/words/plain/reviewOrder";
import { type Classification, classifyTool } from "../risk/classifyTool";
import { listedTools } from "../risk/listedTools";
import { recommendation } from "../risk/recommendation";
import { nameOf, readText } from "./readText";
import { asJson, note, painter, print, type Style, shown, table, UsageError } from "./terminal";

const examples = `
Reads an answer to tools/list: the result, the JSON-RPC message around it, several pages in a list, or the tools alone.
The risk is judged by name, description, schema and hints; no server is started or asked.
A tool that cannot be judged is "Unknown", which does not mean a low risk.

Examples:
  mcp-policy classify tools.json
  mcp-policy classify - --format json < tools.json | jq -r '.[] | select(.risk == "Critical") | .name'`;

const colours: Readonly<Record<string, Style>> = { Critical: "red", High: "yellow", Medium: "blue", Low: "green" };

/** `classify`: the risk of each tool that a server lists, with the reasons and a rule. */
export function classifyCommand(): Command {
  return new Command("classify")
    .description("judge the risk of a server's tools")
    .argument("<file>", "an answer to tools/list, or - for standard input")
    .addOption(new Option("-f, --format <format>", "how to print it").choices(["text", "json"]).default("text"))
    .addHelpText("after", examples)
    .action(classify);
}

async function classify(path: string, { format }: { readonly format: string }): Promise<void> {
  // What is nested without end is cut, as an import cuts it.
  const shallow = shallowText((await readText(path)).text);
  const errors: ParseError[] = [];
  const root = shallow && parseTree(shallow.text, errors);
  const { tools, unnamed } = listedTools(root === undefined ? null : toJson(root));
  if (tools.length === 0) throw new UsageError(`${nameOf(path)} lists no tools: it is not an answer to tools/list.`);
  const judged = tools.map((tool) => ({ name: tool.name, ...classifyTool(tool) }));
  if (format === "json") print(asJson(judged.map(reportOf)));
  else print(asTable(judged).join("\n"));
  if (errors.length > 0) note(notWhole);
  if (unnamed > 0) note(`${counted(unnamed, "entry")} of the list have no name and were left out.`);
  const unknown = judged.filter(({ category }) => category === "Unknown").length;
  if (unknown > 0) note(`${grouped(unknown)} of ${counted(judged.length, "tool")} could not be judged.`);
}

type Judged = Classification & { readonly name: string };

function reportOf(judged: Judged): object {
  const { name, category, risk, confidence, evidence } = judged;
  return {
    name,
    category,
    risk,
    confidence,
    evidence: evidence.map(({ from, text }) => ({ from, text })),
    recommended: recommendation(name, judged),
  };
}

function asTable(judged: readonly Judged[]): string[] {
  const paint = painter("out");
  const sorted = judged.toSorted(
    (a, b) => riskOrder.indexOf(a.risk) - riskOrder.indexOf(b.risk) || (a.name < b.name ? -1 : 1),
  );
  const rows = sorted.map(({ name, risk, category, evidence }) => [
    risk,
    category,
    shown(name),
    shown(evidence[0]?.text ?? "its name, description and schema do not say"),
  ]);
  const [heading = "", ...lines] = table([["RISK", "CATEGORY", "TOOL", "BECAUSE"], ...rows]);
  const coloured = lines.map((line, index) => {
    const risk = sorted[index]?.risk ?? "";
    const colour = colours[risk];
    return colour === undefined ? line : paint(colour, risk) + line.slice(risk.length);
  });
  return [paint("bold", heading), ...coloured];
}
