import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/text/json";
import { namesSecret, withoutSecrets } from "../../policy/words/plain/secrets";
import { commonPrefix, placeStart } from "./commonPrefix";

/** More values are no list of choices. */
const mostChoices = 10;

/** Longer texts are no choices. */
const longestChoice = 100;

/** More arguments of one tool get no condition. */
const mostArguments = 30;

/** How recorded values become a rule. */
export type Generalisation = (typeof generalisations)[number];

/** Each kind: a list of the values, the least and the most of numbers, the common beginning of paths and addresses. */
export const generalisations = ["in", "bounds", "prefixes"] as const;

/** What recorded arguments became. */
export interface ArgumentRules {
  /** `require` and `deny_if`, where there are any. */
  readonly rules: JsonObject;
  /** Paths of the arguments that may have any value, each with the reason: the end of a sentence. Untrusted. */
  readonly open: ReadonlyMap<string, string>;
}

/**
 * Rules that let through calls like those that were recorded: few values become a list of them, numbers bounds, paths and
 * addresses an anchored beginning. Free text gets no condition. Each is a requirement where every call had the argument,
 * and else a denial, which does not fire when it is left out. Numbers without bounds, and paths without a beginning, are values
 * like others.
 */
export function argumentRules(
  calls: readonly JsonObject[],
  kinds: readonly Generalisation[] = generalisations,
): ArgumentRules {
  const values = new Map<string, JsonValue[]>();
  const open = new Map<string, string>();
  for (const call of calls) collect(call, "args", values, open);
  const require: JsonValue[] = [];
  const denyIf: JsonValue[] = [];
  for (const [path, seen] of [...values].slice(mostArguments)) {
    if (seen.length > 0) open.set(path, "the tool has too many arguments");
  }
  for (const [path, seen] of [...values].slice(0, mostArguments)) {
    const isAlways = seen.length === calls.length;
    const isSecret = mayBeSecret(path, seen);
    const pairs = isSecret ? [] : conditionsOf(path, seen, kinds);
    const isSaid = pairs.length > 0 && (isAlways || pairs.every(({ denied }) => denied !== undefined));
    if (isSaid) open.delete(path);
    else
      open.set(
        path,
        pairs.length > 0 ? "some calls do without it" : isSecret ? "it may be a secret" : whyOpen(seen, kinds),
      );
    for (const { required, denied } of pairs) {
      const message = `${path.slice(5)} is unlike the values that were used before.`;
      if (isAlways) require.push({ conditions: [required], on_deny: message });
      else if (denied !== undefined) denyIf.push({ conditions: [denied], on_deny: message });
    }
  }
  return { rules: { ...(require.length > 0 && { require }), ...(denyIf.length > 0 && { deny_if: denyIf }) }, open };
}

/** Whether values must not be in a policy, which is committed. */
function mayBeSecret(path: string, seen: readonly JsonValue[]): boolean {
  const texts = seen.filter((value) => typeof value === "string");
  return texts.length > 0 && (namesSecret(path) || texts.some((text) => withoutSecrets([text])[0] !== text));
}

/** Why values get no condition. */
function whyOpen(seen: readonly JsonValue[], kinds: readonly Generalisation[]): string {
  if (kinds.includes("prefixes") && seen.every(isPlace)) return "its values have no common beginning";
  if (!kinds.includes("in")) return "no chosen way fits its values";
  if (seen.some((value) => typeof value === "string" && value.length > longestChoice)) return "it is long text";
  if (seen.length === 1) return "it is free text";
  return new Set(seen).size * 2 > seen.length ? "its values do not repeat" : "it has too many values";
}

/** The plain values below a path; elements of lists and names with a dot cannot be reached by a rule. */
function collect(object: JsonObject, path: string, values: Map<string, JsonValue[]>, open: Map<string, string>): void {
  for (const [name, value] of Object.entries(object)) {
    const inner = `${path}.${name}`;
    if (name === "" || name.includes(".") || name.trim() !== name) open.set(inner, "no rule can name it");
    else if (isJsonObject(value)) collect(value, inner, values, open);
    else if (value === null || Array.isArray(value)) open.set(inner, value === null ? "it is null" : "it is a list");
    else {
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
  // Values that come again are choices; as many values as calls are free text, and so are the words of a single call.
  const isChoice =
    kinds.includes("in") &&
    distinct.length <= mostChoices &&
    (distinct.length * 2 <= seen.length || (seen.length === 1 && !isFreeText(seen[0])));
  if (!isChoice || distinct.some((value) => typeof value === "string" && value.length > longestChoice)) return [];
  return [{ required: { path, op: "in", value: distinct }, denied: { path, op: "not_in", value: distinct } }];
}

/** Whether a value is a path or an address. */
function isPlace(value: JsonValue | undefined): boolean {
  return typeof value === "string" && placeStart.test(value);
}

/** Whether a value that was seen once is words for people, which no other call will repeat. */
function isFreeText(value: JsonValue | undefined): boolean {
  return typeof value === "string" && /\S\s+\S/.test(value) && !isPlace(value);
}
