import { nearest } from "./nearest";
import { type Place, placesWithField } from "./schema";
import { listOf, quote } from "./wording";

/** How messages call the objects of a policy. */
export const placeNames: Readonly<Record<Place, string>> = {
  policy: "a policy",
  allTools: '"all_tools"',
  tool: "a tool's rules",
  predicate: "a predicate",
  condition: "a condition",
  limit: "a limit",
};

/** Fields of older dialects and of the open-source engine, and what to write in this format (spec §1, §3). */
const otherDialects: ReadonlyMap<string, string> = new Map([
  [
    "action",
    'belongs to an older dialect. Here {} allows a tool, and an entry of "deny_if" with empty "conditions" denies it.',
  ],
  [
    "rules",
    'belongs to an older dialect. Write its conditions under "require" or "deny_if"; {} allows a tool as it is.',
  ],
  ["rate_limit", 'belongs to an older dialect. Write a limit under "limits" instead.'],
  ["reason", 'belongs to an older dialect. Write it as "on_deny" in an entry of "deny_if".'],
  ["state", 'belongs to an older dialect. Write a limit under "limits" instead: the gateway keeps the count.'],
  [
    "require_approval",
    'has no equivalent in this format. The published way is an entry of "deny_if" with empty "conditions" and the "on_deny" text "Requires human approval."',
  ],
  [
    "approval_timeout",
    'has no equivalent in this format. Approval is published as an entry of "deny_if" with empty "conditions".',
  ],
  [
    "spend_limit",
    'has no equivalent in this format. Bound the amount of one call under "deny_if", and the number of calls under "limits".',
  ],
  [
    "increment_from",
    "belongs to the vendor's open-source engine. The gateway's published format does not evaluate it: every call counts as one.",
  ],
]);

/** Words that people write for a field and that no edit distance would find. */
const otherNames: Readonly<Record<Place, ReadonlyMap<string, string>>> = {
  policy: new Map([["hidden", "hide"]]),
  allTools: new Map(),
  tool: new Map([["deny", "deny_if"]]),
  predicate: new Map([
    ["message", "on_deny"],
    ["reason", "on_deny"],
  ]),
  condition: new Map([
    ["operator", "op"],
    ["argument", "path"],
    ["field", "path"],
  ]),
  limit: new Map([
    ["limit", "max"],
    ["period", "window"],
    ["interval", "window"],
  ]),
};

/** The field that was probably meant by an unknown one; `absent` are the fields that the object does not have yet. */
export function guessField(place: Place, name: string, absent: readonly string[]): string | undefined {
  const meant = otherNames[place].get(name);
  if (meant !== undefined && absent.includes(meant)) return meant;
  return otherDialects.has(name) ? undefined : nearest(name, absent);
}

/** The sentences about a field that the format does not know, apart from a quick guess at what was meant. */
export function unknownFieldMessage(
  place: Place,
  name: string,
  guess: string | undefined,
  looksLikeRules: boolean,
): string {
  const consequence = "The gateway may ignore or refuse it.";
  const dialect = otherDialects.get(name);
  if (dialect !== undefined) return `${quote(name)} ${dialect} ${consequence}`;
  const fact = `Unknown field ${quote(name)} in ${placeNames[place]}.`;
  if (guess !== undefined) return `${fact} Did you mean ${quote(guess)}? ${consequence}`;
  const elsewhere = placesWithField(name).map((other) => placeNames[other]);
  if (elsewhere.length > 0) return `${fact} It belongs in ${listOf(elsewhere, "or")}. ${consequence}`;
  if (place === "policy" && looksLikeRules) return `${fact} The rules of a tool belong inside "tools". ${consequence}`;
  return `${fact} ${consequence}`;
}
