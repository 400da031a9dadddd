import { findField, type Place } from "../model/schema";
import { nearest } from "../text/nearest";

/** The fields that hold one of a few texts, and the objects that have them. */
const placesByField: ReadonlyMap<string, Place> = new Map([
  ["default", "policy"],
  ["op", "condition"],
  ["window", "limit"],
]);

/** What people write for a value and no edit distance would find; keys are in lower case, without - _ and spaces. */
const otherWords: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  default: otherWordsFor({
    allow: ["allowed", "permit", "accept"],
    deny: ["denied", "block", "blocked", "reject", "forbid"],
  }),
  window: otherWordsFor({
    minute: ["60", "60s", "m", "1m", "min", "1min", "minutely", "perminute"],
    hour: ["3600", "3600s", "60m", "h", "1h", "hourly", "perhour"],
    day: ["86400", "86400s", "24h", "d", "1d", "daily", "perday"],
  }),
  op: otherWordsFor({
    eq: ["=", "==", "===", "equal", "equals", "is", "equalto"],
    neq: ["!=", "!==", "<>", "ne", "noteq", "notequal", "notequals", "isnot"],
    lt: ["<", "less", "lessthan", "below"],
    lte: ["<=", "le", "lessthanorequal", "lessorequal", "atmost"],
    gt: [">", "greater", "greaterthan", "above"],
    gte: [">=", "ge", "greaterthanorequal", "greaterorequal", "atleast"],
    in: ["oneof", "anyof"],
    not_in: ["notin", "nin", "noneof"],
    exists: ["present", "exist", "isset"],
    regex: ["match", "matches", "regexp", "pattern", "=~", "~"],
    contains: ["include", "includes", "has"],
  }),
};

/** The value that was probably meant by what is in a field of fixed texts; undefined for other fields. */
export function guessValue(field: string, written: unknown): string | undefined {
  const place = placesByField.get(field);
  if (place === undefined || (typeof written !== "string" && typeof written !== "number")) return undefined;
  const word = String(written);
  const meant = otherWords[field]?.get(word.toLowerCase().replace(/[\s_-]/g, ""));
  return meant ?? nearest(word, findField(place, field)?.values?.map(({ value }) => value) ?? []);
}

function otherWordsFor(wordsByValue: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(wordsByValue).flatMap(([value, words]) => words.map((word) => [word, value] as const)));
}
