import type { JsonValue } from "../text/json";

/** What the author of a field that reads like a state wants for the tool (spec §2, §3). */
export type AskedState = "open" | "denied" | "hidden";

const words: ReadonlyMap<string, AskedState> = new Map<string, AskedState>([
  ...["allow", "allowed", "allows", "permit", "permitted", "enable", "enabled", "open"].map(
    (word) => [word, "open"] as const,
  ),
  ...["deny", "denied", "block", "blocked", "forbid", "forbidden", "reject", "disable", "disabled"].map(
    (word) => [word, "denied"] as const,
  ),
  ...["hide", "hidden"].map((word) => [word, "hidden"] as const),
]);

/** Fields of which the value, a word, names the state. */
const namesOfState = new Set(["access", "permission", "decision", "effect", "mode", "status", "visibility", "state"]);

/** What a word in place of rules asks for: `"allow"`, `"deny"`, `"hide"`, also `true` and `false`. */
export function askedByValue(value: JsonValue): AskedState | undefined {
  if (typeof value === "boolean") return value ? "open" : "denied";
  return typeof value === "string" ? words.get(value.toLowerCase()) : undefined;
}

/** Whether a field of this name can read like a state. */
export function readsAsState(name: string): boolean {
  return namesOfState.has(name) || words.has(name);
}

/**
 * What a field of a tool that reads like a state asks for: `"hidden": true`, `"access": "deny"`. The format has no such
 * field. "unclear" when the value does not say; undefined for any other field.
 */
export function askedByField(name: string, value: JsonValue): AskedState | "unclear" | undefined {
  if (namesOfState.has(name)) return typeof value === "string" ? words.get(value.toLowerCase()) : undefined;
  const asked = words.get(name);
  // An array or object is a list in the wrong place, or under the wrong name.
  if (asked === undefined || typeof value === "object") return undefined;
  if (typeof value !== "boolean") return "unclear";
  if (value) return asked;
  return asked === "open" ? "denied" : "open";
}
