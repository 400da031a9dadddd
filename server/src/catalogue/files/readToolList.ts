import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { isJsonObject, type JsonObject, toJson } from "../../policy/text/json";
import { elementsOf, fieldValue } from "../../policy/text/navigate";
import { grouped } from "../../policy/words/plain/grouped";
import { quote } from "../../policy/words/plain/quote";
import { exactText } from "./exactText";
import { oddities } from "./oddities";
import { shallowText } from "./shallowText";
import { toolNodes } from "./toolNodes";

/** One tool as its server lists it. All of it is untrusted. */
export interface RawTool {
  readonly name: string;
  readonly json: JsonObject;
  /** The whole tool as JSON, laid out, with every number as it was written. */
  readonly text: string;
}

/** What a text lists. */
export interface ToolList {
  /** By name, so that two lists can be compared line by line; of one name the first counts. */
  readonly tools: readonly RawTool[];
  /** What is odd, each a sentence. Contains names of tools: untrusted. */
  readonly notes: readonly string[];
  /** Those of them that say what is not in the list: no comparison of it tells everything. */
  readonly leftOut: readonly string[];
}

/** What is said of a list that is cut off, or broken in another way. */
export const notWhole = "The text is not valid JSON: tools may be missing.";

/** More tools are not kept: the largest server that was seen has 1,083. */
export const mostTools = 20_000;

/**
 * The tools that texts list: the pages of an answer to `tools/list`, saved ones, one or several JSON texts in lines, or a
 * manifest. One odd tool does not lose the list. undefined when none of them lists any tools.
 */
export function readToolList(texts: readonly string[]): ToolList | undefined {
  const tools = new Map<string, RawTool>();
  const notes: string[] = [];
  const leftOut: string[] = [];
  let found = 0;
  let isList = false;
  let hasMore = true;
  for (const text of texts.flatMap(jsonTexts)) {
    const shallow = shallowText(text);
    const errors: ParseError[] = [];
    const root = shallow === undefined ? undefined : parseTree(shallow.text, errors);
    const nodes = root === undefined ? undefined : toolNodes(root);
    if (shallow === undefined || nodes === undefined) continue;
    isList = true;
    if (errors.length > 0) leftOut.push(notWhole);
    hasMore &&= root !== undefined && saysMore(root);
    if (shallow.isCut) leftOut.push("A tool is nested deeper than 100 levels; what is deeper was left out.");
    found += nodes.length;
    for (const node of nodes) if (tools.size < mostTools) add(node, shallow.text, tools, notes, leftOut);
  }
  if (tools.size === mostTools && found > mostTools)
    leftOut.unshift(`Only the first ${grouped(mostTools)} of ${grouped(found)} tools are kept.`);
  if (!isList) return undefined;
  if (hasMore) leftOut.push("Each page names a next one: the tools of further pages are missing.");
  return {
    tools: [...tools.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    notes: [...leftOut, ...notes],
    leftOut,
  };
}

/** Whether each page names a next one: of a whole list, the last does not. */
function saysMore(root: Node): boolean {
  const pages = root.type === "array" ? elementsOf(root) : [root];
  const next = (page: Node) => fieldValue(fieldValue(page, "result") ?? page, "nextCursor")?.type;
  return pages.length > 0 && pages.every((page) => next(page) === "string");
}

function add(node: Node, text: string, tools: Map<string, RawTool>, notes: string[], leftOut: string[]): void {
  const json = toJson(node);
  const name = isJsonObject(json) && typeof json.name === "string" ? json.name : "";
  const called = name === "" ? "An entry of the list" : `Tool ${quote(name)}`;
  for (const oddity of oddities(json)) (name === "" ? leftOut : notes).push(`${called} ${oddity}.`);
  if (!isJsonObject(json) || name === "") return;
  if (tools.has(name)) leftOut.push(`${called} is listed more than once; the first counts.`);
  else tools.set(name, { name, json, text: exactText(text, node, "\n    ") });
}

/** The JSON texts of a file: one, or one in each line. */
function jsonTexts(text: string): readonly string[] {
  const whole = text.replace(/^\uFEFF/, "");
  const lines = whole.split("\n").filter((line) => line.trim() !== "");
  if (lines.length < 2 || !lines.every((line) => /^\s*[[{].*[\]}]\s*$/.test(line))) return [whole];
  const errors: ParseError[] = [];
  parseTree(lines[0] ?? "", errors);
  return errors.length > 0 ? [whole] : lines;
}
