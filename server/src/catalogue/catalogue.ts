import { isJsonObject, type JsonObject } from "../policy/text/json";

/**
 * What a tool does, from least to most severe (spec §4); "Other" is the vendor's word for a tool that fits none, and
 * "Unknown" is ours for one that nothing tells about.
 */
export type Category = "Read" | "Other" | "Write" | "Execute" | "Destructive" | "Financial" | "Unknown";

/** How much harm a tool can do (spec §4). */
export type Risk = "Low" | "Medium" | "High" | "Critical" | "Unknown";

/** One tool of an MCP server. All texts are untrusted: show them as plain text. */
export interface Tool {
  /** Exact, case-sensitive name. */
  readonly name: string;
  /** What it does, in a sentence. */
  readonly summary: string;
  /** Why it carries its risk, and what abuse looks like. */
  readonly rationale: string;
  readonly category: Category;
  readonly risk: Risk;
  /**
   * "published": the registry's own page was read. "derived": classed by the same conventions, a judgement. "stated by the
   * server": it rests on the server's own hint.
   */
  readonly classification: "published" | "derived" | "stated by the server" | "not known";
  /** Heading to group by in lists. */
  readonly group: string;
  /** JSON Schema of the call's arguments. */
  readonly inputSchema: JsonObject;
  /** Where the facts come from, an address. */
  readonly source: string;
  /** The rule that is recommended, where it does not follow from the category; null for none. */
  readonly recommended?: JsonObject | "hide" | null;
}

/** The tools of one MCP server. */
export interface ToolCatalogue {
  /** Name of the server, for people. */
  readonly serverName: string;
  /** In the order of the source. */
  readonly tools: readonly Tool[];
  /** Looks a tool up by its exact name. */
  readonly find: (name: string) => Tool | undefined;
}

/** A catalogue without tools: features work with it, they only know less. */
export const emptyCatalogue: ToolCatalogue = { serverName: "", tools: [], find: () => undefined };

/**
 * Reads a catalogue from parsed JSON of the bundled form (see docs/catalogue.md). Entries without a name are left out,
 * missing facts get the most careful reading; of duplicate names the first counts.
 */
export function readCatalogue(json: unknown): ToolCatalogue {
  if (!isJsonObject(json) || !Array.isArray(json.tools)) return emptyCatalogue;
  const byName = new Map<string, Tool>();
  for (const entry of json.tools) {
    const tool = isJsonObject(entry) ? readTool(entry) : undefined;
    if (tool !== undefined && !byName.has(tool.name)) byName.set(tool.name, tool);
  }
  const server = isJsonObject(json.server) ? json.server : undefined;
  return {
    serverName: typeof server?.name === "string" ? server.name : "",
    tools: [...byName.values()],
    find: (name) => byName.get(name),
  };
}

const categories: readonly Category[] = ["Read", "Other", "Write", "Execute", "Destructive", "Financial"];
const risks: readonly Risk[] = ["Low", "Medium", "High", "Critical"];

function readTool(entry: JsonObject): Tool | undefined {
  const { name, summary, rationale, category, risk, classification, group, inputSchema, source } = entry;
  if (typeof name !== "string" || name === "") return undefined;
  return {
    name,
    summary: text(summary),
    rationale: text(rationale),
    category: categories.find((known) => known === category) ?? "Execute",
    risk: risks.find((known) => known === risk) ?? "High",
    classification: classification === "published" ? "published" : "derived",
    group: text(group),
    inputSchema: isJsonObject(inputSchema) ? inputSchema : {},
    source: text(source),
  };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
