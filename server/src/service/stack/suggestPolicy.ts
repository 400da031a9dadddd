import type { ToolCatalogue } from "../../catalogue/catalogue";
import { rateLimit } from "../../catalogue/recommendedRule";
import { decide } from "../../policy/decide/decide";
import { windowStart } from "../../policy/decide/window";
import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/text/json";
import { counted } from "../../policy/words/plain/plural";
import { quote } from "../../policy/words/plain/quote";
import { snapshotOf } from "../snapshot";
import { type ArgumentRules, argumentRules, type Generalisation } from "./argumentRules";

/** A call that was recorded. */
export interface RecordedCall {
  readonly tool: string;
  /** undefined where the log has no values. */
  readonly arguments: JsonObject | undefined;
  readonly at: number | undefined;
  readonly grant: string | undefined;
}

/** A policy for what was called, and what a person should know of it. */
export interface Suggestion {
  readonly policy: JsonObject;
  /** In sentences. Contains names of tools: untrusted. */
  readonly notes: readonly string[];
}

/** More arguments without a condition are counted. */
const mostNamed = 5;

/** What a log without values gives. */
const nothing: ArgumentRules = { rules: {}, open: new Map() };

/** Twice as many calls as were seen: tomorrow is not like today. */
const headRoom = 2;

/**
 * A policy that lets through what a log has: each tool that was called, with its arguments generalised, and as many calls
 * an hour as were seen, doubled. With `denyRest`, no other tool; without it, tools that only read stay allowed, except those
 * whose calls the log `refused`. Arguments are generalised in all ways, or in those of `kinds`.
 */
export function suggestPolicy(
  calls: readonly RecordedCall[],
  catalogue: ToolCatalogue,
  denyRest: boolean,
  refused: ReadonlySet<string> = new Set(),
  kinds?: readonly Generalisation[],
): Suggestion {
  const byTool = new Map<string, RecordedCall[]>();
  for (const call of calls) {
    const known = byTool.get(call.tool);
    if (known === undefined) byTool.set(call.tool, [call]);
    else known.push(call);
  }
  const notes: string[] = [];
  // Without a prototype, so that a tool can be called `__proto__`.
  const tools: Record<string, JsonValue> = Object.create(null);
  for (const [name, own] of [...byTool].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const values = own.map((call) => call.arguments).filter((each) => each !== undefined);
    if (values.length < own.length)
      notes.push(`The log has no values of ${counted(own.length - values.length, "call")} of ${quote(name)}.`);
    const found = values.length === own.length ? argumentRules(values, kinds) : nothing;
    const rules = fittingRules(name, found.rules, values);
    const open = [...found.open].concat(
      droppedPaths(found.rules, rules).map((path) => [path, "its values do not fit into a rule"]),
    );
    if (open.length > 0) notes.push(openInWords(name, open));
    const limit = limitOf(name, own);
    if (limit === undefined) notes.push(`The log does not say when ${quote(name)} was called: it gets no limit.`);
    tools[name] = { ...rules, ...(limit !== undefined && { limits: [limit] }) };
  }
  if (catalogue.tools.length > 0 && ![...byTool.keys()].some((name) => catalogue.find(name) !== undefined)) {
    const { serverName } = catalogue;
    notes.unshift(`None of the tools that the log has is a tool of ${serverName}: is it the log of another server?`);
  }
  if (!denyRest)
    for (const { name, category } of catalogue.tools)
      if (category === "Read" && !byTool.has(name) && !refused.has(name)) tools[name] = {};
  return { policy: { version: "1", default: "deny", tools }, notes };
}

/** The arguments that lose a condition because the calls themselves do not meet it. */
function droppedPaths(found: JsonObject, fitting: JsonObject): string[] {
  const left = new Set(pathsOf(fitting));
  return [...new Set(pathsOf(found))].filter((path) => !left.has(path));
}

function pathsOf(rules: JsonObject): string[] {
  const text = (path: JsonValue | undefined): string => (typeof path === "string" ? path : "");
  return Object.values(rules)
    .flat()
    .filter(isJsonObject)
    .flatMap(({ conditions }) => (Array.isArray(conditions) ? conditions : []))
    .filter(isJsonObject)
    .map(({ path }) => text(path));
}

/** Which arguments of a tool may have any value, and why, in a sentence. */
function openInWords(name: string, open: readonly (readonly [path: string, why: string])[]): string {
  const parts = open.slice(0, mostNamed).map(([path, why]) => `on ${path}: ${why}`);
  const more = open.length - parts.length;
  if (more > 0) parts.push(`and on ${counted(more, "more argument")}`);
  return `${quote(name)} has no condition ${parts.join("; ")}.`;
}

/** The entries that let through the calls that they were made of, each by itself: together they do so, too. */
function fittingRules(name: string, rules: JsonObject, calls: readonly JsonObject[]): JsonObject {
  if (allowsAll(name, rules, calls)) return rules;
  const fitting = Object.entries(rules).map(([list, entries]): [string, JsonValue[]] => [
    list,
    [entries].flat().filter((entry) => allowsAll(name, { [list]: [entry as JsonValue] }, calls)) as JsonValue[],
  ]);
  return Object.fromEntries(fitting.filter(([, entries]) => entries.length > 0));
}

/** Whether rules let through the calls that they were made of, as the gateway decides. */
function allowsAll(name: string, rules: JsonObject, calls: readonly JsonObject[]): boolean {
  const { policy } = snapshotOf(JSON.stringify({ version: "1", default: "deny", tools: { [name]: rules } }));
  return calls.every((call) => {
    const asked = { tool: name, arguments: call, grant: "suggest", at: 0 };
    return decide(policy, asked, new Map(), { trace: false }).outcome === "allow";
  });
}

/** The most calls of one grant in one hour, doubled. */
function limitOf(name: string, calls: readonly RecordedCall[]): JsonObject | undefined {
  const counts = new Map<string, number>();
  for (const { at, grant } of calls) {
    if (at === undefined) return undefined;
    const key = `${windowStart("hour", at)} ${grant ?? ""}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return rateLimit(name, "hour", Math.max(...counts.values()) * headRoom);
}
