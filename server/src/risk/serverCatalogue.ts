import type { Tool, ToolCatalogue } from "../catalogue/catalogue";
import type { ServerFile } from "../catalogue/files/serverFile";
import type { JsonObject } from "../policy/text/json";
import { cut } from "../policy/words/plain/cut";
import { type Classification, classifyTool, listedTool } from "./classifyTool";
import { recommendation } from "./recommendation";
import { harms } from "./severity";

/** The catalogue of an imported server. A tool is judged when it is first looked at: there can be thousands. */
export function serverCatalogue({ name, tools }: Pick<ServerFile, "name" | "tools">): ToolCatalogue {
  const raw = new Map<string, JsonObject>();
  for (const tool of tools) if (typeof tool.name === "string" && !raw.has(tool.name)) raw.set(tool.name, tool);
  const made = new Map<string, Tool>();
  const find = (toolName: string): Tool | undefined => {
    const json = raw.get(toolName);
    const known = made.get(toolName);
    if (known !== undefined || json === undefined) return known;
    const tool = toolOf(toolName, json);
    made.set(toolName, tool);
    return tool;
  };
  let all: readonly Tool[] | undefined;
  return {
    serverName: name,
    get tools() {
      all ??= [...raw.keys()].flatMap((toolName) => find(toolName) ?? []);
      return all;
    },
    find,
  };
}

function toolOf(name: string, json: JsonObject): Tool {
  const listed = listedTool(json) ?? { name };
  const judged = classifyTool(listed);
  const { category, risk, confidence, evidence } = judged;
  return {
    name,
    summary: summaryOf(listed.description, json.title),
    rationale: [...harms[category], ...evidence.map(({ text }) => text)].join("; "),
    category,
    risk,
    classification: confidence,
    group: category === "Unknown" ? "Not known" : category,
    inputSchema: listed.inputSchema ?? {},
    source: "",
    ...ownRule(name, judged),
  };
}

/** The rule where it does not follow from the category alone. */
function ownRule(name: string, judged: Classification): Pick<Tool, "recommended"> {
  const hangsOnArgument = (judged.argument?.harmless.length ?? 0) > 0;
  return hangsOnArgument ? { recommended: recommendation(name, judged) } : {};
}

/** A longer description is cut: a hover is read in a hurry. In characters. */
const longestSummary = 400;

/** The first paragraph of the description. */
function summaryOf(description: string | undefined, title: unknown): string {
  const text = (description ?? (typeof title === "string" ? title : "")).trim();
  const [first = ""] = text.split(/\n\s*\n/, 1);
  return cut(first, longestSummary);
}
