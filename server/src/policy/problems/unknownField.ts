import { isNote, oldFieldMessage } from "../model/oldFields";
import { type Place, placesWithField } from "../model/schema";
import { nearest } from "../text/nearest";
import { listOf } from "../words/plain/listOf";
import { quote } from "../words/plain/quote";

/** How messages call the objects of a policy. */
export const placeNames: Readonly<Record<Place, string>> = {
  policy: "a policy",
  allTools: '"all_tools"',
  tool: "a tool's rules",
  predicate: "a predicate",
  condition: "a condition",
  limit: "a limit",
};

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
  return oldFieldMessage(name) !== undefined || isNote(place, name) ? undefined : nearest(name, absent);
}

/** The sentences about a field that the format does not know, apart from a quick guess at what was meant. */
export function unknownFieldMessage(
  place: Place,
  name: string,
  guess: string | undefined,
  looksLikeRules: boolean,
): string {
  const consequence = "The gateway may ignore or refuse it.";
  const dialect = oldFieldMessage(name);
  if (dialect !== undefined && guess === undefined) return dialect;
  if (isNote(place, name))
    return `The format has no place for ${quote(name)}: nothing reads it, and the gateway may refuse it. The fix drops the text.`;
  const fact = `Unknown field ${quote(name)} in ${placeNames[place]}.`;
  if (guess !== undefined) return `${fact} Did you mean ${quote(guess)}? ${consequence}`;
  const elsewhere = placesWithField(name).map((other) => placeNames[other]);
  if (elsewhere.length > 0) return `${fact} It belongs in ${listOf(elsewhere, "or")}. ${consequence}`;
  if (place === "policy" && looksLikeRules) return `${fact} The rules of a tool belong inside "tools". ${consequence}`;
  return `${fact} ${consequence}`;
}
