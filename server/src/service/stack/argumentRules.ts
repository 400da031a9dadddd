import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/text/json";
import { commonPrefix } from "./commonPrefix";

/** More values are no list of choices. */
const mostChoices = 10;

/** More arguments of one tool get no condition. */
const mostArguments = 30;

/** How recorded values become a rule. */
export type Generalisation = (typeof generalisations)[number];

/** Each kind: a list of the values, the least and the most of numbers, the common beginning of paths and addresses. */
export const generalisations = ["in", "bounds", "prefixes"] as const;

/**
 * Rules that let through calls like those that were recorded: few values become a list of them, numbers bounds, paths and
 * addresses an anchored beginning. Free text gets no condition. Each is a requirement where every call had the argument,
 * and else a denial, which does not fire when it is left out. Numbers without bounds, and paths without a beginning, are values
 * like others.
 */
export function argumentRules(
  calls: readonly JsonObject[],
  kinds: readonly Generalisation[] = generalisations,
): JsonObject {
  const values = new Map<string, JsonValue[]>();
  for (const call of calls) collect(call, "args", values);
  const require: JsonValue[] = [];
  const denyIf: JsonValue[] = [];
  for (const [path, seen] of [...values].slice(0, mostArguments)) {
    const isAlways = seen.length === calls.length;
    for (const { required, denied } of conditionsOf(path, seen, kinds)) {
      const message = `${path.slice(5)} is not one of the values that were used before.`;
      if (isAlways) require.push({ conditions: [required], on_deny: message });
      else if (denied !== undefined) denyIf.push({ conditions: [denied], on_deny: message });
    }
  }
  return { ...(require.length > 0 && { require }), ...(denyIf.length > 0 && { deny_if: denyIf }) };
}

/** The plain values below a path; elements of lists and names with a dot cannot be reached by a rule. */
function collect(object: JsonObject, path: string, values: Map<string, JsonValue[]>): void {
  for (const [name, value] of Object.entries(object)) {
    if (name === "" || name.includes(".") || name.trim() !== name) continue;
    const inner = `${path}.${name}`;
    if (isJsonObject(value)) collect(value, inner, values);
    else if (value !== null && !Array.isArray(value)) {
      const seen = values.get(inner);
      if (seen === undefined) values.set(inner, [value]);
      else seen.push(value);
    }
  }
}

interface Pair {
  readonly required: JsonObject;
  /** What denies the opposite; undefined where no operator can say it. */
  readonly denied: JsonObject | undefined;
}

function conditionsOf(path: string, seen: readonly JsonValue[], kinds: readonly Generalisation[]): readonly Pair[] {
  const distinct = [...new Set(seen)];
  if (kinds.includes("bounds") && seen.every((value): value is number => typeof value === "number")) {
    const [least, most] = seen.reduce(
      ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
      [Infinity, -Infinity],
    );
    return [
      { required: { path, op: "gte", value: least }, denied: { path, op: "lt", value: least } },
      { required: { path, op: "lte", value: most }, denied: { path, op: "gt", value: most } },
    ];
  }
  const prefix = kinds.includes("prefixes") ? commonPrefix(distinct) : undefined;
  if (prefix !== undefined && distinct.length > 1)
    return [{ required: { path, op: "regex", value: prefix }, denied: undefined }];
  // Values that come again are choices; as many values as calls are free text.
  const isChoice =
    kinds.includes("in") &&
    distinct.length <= mostChoices &&
    (distinct.length === 1 || distinct.length * 2 <= seen.length);
  if (!isChoice || distinct.some((value) => typeof value === "string" && value.length > 100)) return [];
  return [{ required: { path, op: "in", value: distinct }, denied: { path, op: "not_in", value: distinct } }];
}
