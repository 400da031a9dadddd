import { rateCounterName, recommendedRule } from "../../catalogue/recommendedRule";
import type { WindowName } from "../../policy/model/policy";
import { isJsonObject, type JsonValue } from "../../policy/text/json";
import { toolOf } from "./argument";
import type { Context } from "./context";
import { object, type Template, type TemplateMember, textPlaceholder, valuePlaceholder } from "./template";

/** The windows, shortest first (spec §1). */
export const windows: readonly WindowName[] = ["minute", "hour", "day"];

/** What a new limit depends on: the tool that it is for, and what is known of it. */
type ForTool = Pick<Context, "path" | "env">;

/** What other limits of the same list already use. */
export interface UsedLimits {
  readonly counters: ReadonlySet<JsonValue>;
  readonly windows: ReadonlySet<JsonValue>;
}

/** Reads the counters and windows of a list of limits. */
export function usedLimits(limits: readonly JsonValue[]): UsedLimits {
  const counters = new Set<JsonValue>();
  const used = new Set<JsonValue>();
  for (const limit of limits) {
    if (!isJsonObject(limit)) continue;
    if (limit.counter !== undefined) counters.add(limit.counter);
    if (limit.window !== undefined) used.add(limit.window);
  }
  return { counters, windows: used };
}

/** The windows, those first that no other limit of the list has. */
export function windowsByUse(used: UsedLimits): readonly WindowName[] {
  return [...windows.filter((name) => !used.windows.has(name)), ...windows.filter((name) => used.windows.has(name))];
}

/** Names for a counter, the conventional one first; not those of other limits, which would share their count (spec §2). */
export function counterNames(context: ForTool, used: UsedLimits): readonly string[] {
  const tool = toolOf(context);
  const base = tool === undefined ? "all_tools_rate" : rateCounterName(tool);
  return [base, ...windows.map((name) => `${base}_${name}`)].filter((name) => !used.counters.has(name));
}

const usualMaximum = 60;
const perMinute: Readonly<Record<WindowName, number>> = { minute: 1, hour: 10, day: 50 };

/** Calls in a window: what is recommended a minute for the tool, and over a longer time less than that all the time. */
export function likelyMaximum(context: ForTool, window: WindowName): number {
  return recommendedMaximum(context) * perMinute[window];
}

function recommendedMaximum(context: ForTool): number {
  const tool = context.env.catalogue.find(toolOf(context) ?? "");
  const rule = tool === undefined ? undefined : recommendedRule(tool);
  const limits = rule?.kind === "rules" ? rule.rules.limits : undefined;
  const [limit] = Array.isArray(limits) ? limits : [];
  return isJsonObject(limit) && typeof limit.max === "number" ? limit.max : usualMaximum;
}

/** The members of a new limit, in the order of the published policies. */
export function limitMembers(context: ForTool, used: UsedLimits, window?: WindowName): readonly TemplateMember[] {
  const order = windowsByUse(used);
  const chosen = window ?? order[0] ?? "minute";
  const names = counterNames(context, used);
  const counter = names.find((name) => used.counters.size > 0 && name.endsWith(`_${chosen}`)) ?? names[0] ?? "";
  return [
    ["counter", textPlaceholder(counter)],
    ["window", window ?? textPlaceholder(chosen, order)],
    ["max", valuePlaceholder(likelyMaximum(context, chosen))],
    ["scope", "grant"],
  ];
}

/** A new limit as a value. */
export function limitTemplate(context: ForTool, used: UsedLimits, window?: WindowName): Template {
  return object(...limitMembers(context, used, window));
}

/** As if there were no other limits. */
export const noLimits: UsedLimits = { counters: new Set(), windows: new Set() };
