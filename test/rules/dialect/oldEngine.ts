/**
 * The older dialect as the open-source engine decides it, written a second time and for tests only: conversions are
 * compared with it. It shares no code with the product.
 */

/** A condition of a rule. */
export interface OldCondition {
  readonly path: string;
  readonly op: string;
  readonly value: unknown;
}

/** A rule of a tool or of `"*"`. */
export interface OldEntry {
  readonly name?: string;
  readonly action?: string;
  readonly rate_limit?: string;
  readonly conditions?: readonly OldCondition[];
  readonly on_deny?: string;
  readonly state?: { readonly counter: string; readonly window: string };
}

/** A policy of the engine. */
export interface OldPolicy {
  readonly version: string;
  readonly description?: string;
  readonly default?: string;
  readonly hide?: readonly string[];
  readonly tools: Readonly<Record<string, { readonly rules: readonly OldEntry[] } | null>>;
}

/** A call at an instant. */
export interface OldCall {
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly at: number;
}

/** Decides calls in order, and counts them: one answer for each, whether it is allowed. */
export function decideOld(policy: OldPolicy, calls: readonly OldCall[]): readonly boolean[] {
  const counters = new Map<string, { window: number; count: number }>();
  return calls.map((call) => isAllowed(policy, call, counters));
}

const lengths: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

function isAllowed(
  policy: OldPolicy,
  call: OldCall,
  counters: Map<string, { window: number; count: number }>,
): boolean {
  if (policy.hide?.includes(call.tool) || policy.hide?.includes("*")) return false;
  const isListed = Object.hasOwn(policy.tools, call.tool);
  if (policy.default === "deny" && !isListed) return false;
  const rules = [
    ...(isListed ? (policy.tools[call.tool]?.rules ?? []) : []).map((rule) => ({ rule, scope: call.tool })),
    ...(policy.tools["*"]?.rules ?? []).map((rule) => ({ rule, scope: "_global" })),
  ].map(({ rule, scope }) => expand(rule, scope));
  const limits: { key: string; window: number; max: number }[] = [];
  for (const rule of rules) {
    if (rule.action === "deny") return false;
    for (const condition of rule.conditions) {
      if (!condition.path.startsWith("state.")) {
        if (!holds(condition, call.arguments)) return false;
        continue;
      }
      const length = lengths[rule.state?.window ?? ""] ?? 1;
      const max = Number(condition.value) - (condition.op === "lt" ? 1 : 0);
      limits.push({ key: condition.path, window: Math.floor(call.at / length), max });
    }
  }
  // All are reserved, or none is.
  const next = new Map<string, { window: number; count: number }>();
  for (const { key, window, max } of limits) {
    const known = next.get(key) ?? counters.get(key);
    const count = (known?.window === window ? known.count : 0) + 1;
    if (count > max) return false;
    next.set(key, { window, count });
  }
  for (const [key, value] of next) counters.set(key, value);
  return true;
}

function expand({ rate_limit: rate, conditions = [], action, state }: OldEntry, scope: string) {
  if (rate === undefined) return { action, conditions, state };
  const [count, window = ""] = rate.split("/");
  const counter = `_rate_${window}`;
  return {
    action,
    conditions: [{ path: `state.${scope}.${counter}`, op: "lte", value: Number(count) }],
    state: { counter, window },
  };
}

function holds({ path, op, value }: OldCondition, given: unknown): boolean {
  let at: unknown = given;
  for (const name of path.split(".").slice(1)) {
    if (typeof at !== "object" || at === null || Array.isArray(at) || !Object.hasOwn(at, name)) {
      at = undefined;
      break;
    }
    at = (at as Record<string, unknown>)[name];
  }
  if (op === "exists") return (at !== undefined && at !== null) === value;
  if (at === undefined) return false;
  const same = (other: unknown): boolean =>
    typeof at === "number" && typeof other === "number" ? at === other : printed(at) === printed(other);
  const compared = (test: (a: number, b: number) => boolean): boolean =>
    typeof at === "number" && typeof value === "number" && test(at, value);
  switch (op) {
    case "eq":
      return same(value);
    case "neq":
      return !same(value);
    case "in":
      return (value as unknown[]).some(same);
    case "not_in":
      return !(value as unknown[]).some(same);
    case "lt":
      return compared((a, b) => a < b);
    case "lte":
      return compared((a, b) => a <= b);
    case "gt":
      return compared((a, b) => a > b);
    case "gte":
      return compared((a, b) => a >= b);
    case "contains":
      return typeof at === "string" && typeof value === "string" && at.includes(value);
    default:
      throw new Error(`The generator makes no ${op}.`);
  }
}

/** As Go prints it; only for the values that the generator makes. */
function printed(value: unknown): string {
  return value === null ? "<nil>" : String(value);
}
