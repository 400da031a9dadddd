import { literally } from "../text/literally";

/** A comparison that a text operator of another language stands for: `regex` with this pattern. */
type Pattern = (escaped: string) => string;

const begins: Pattern = (text) => `^${text}`;
const ends: Pattern = (text) => `${text}$`;
const anyCase: Pattern = (text) => `(?i)${text}`;
const wholeAnyCase: Pattern = (text) => `(?i)^${text}$`;

/** What other languages call these comparisons; in lower case, without - _ and spaces. */
const patterns: ReadonlyMap<string, Pattern> = new Map<string, Pattern>([
  ...["startswith", "beginswith", "prefix", "hasprefix", "^="].map((word) => [word, begins] as const),
  ...["endswith", "suffix", "hassuffix", "$="].map((word) => [word, ends] as const),
  ...["icontains", "containsignorecase", "containscaseinsensitive"].map((word) => [word, anyCase] as const),
  ...["ieq", "iequals", "equalsignorecase", "eqignorecase"].map((word) => [word, wholeAnyCase] as const),
]);

/** Operators that say the opposite of one that there is. */
const opposites: ReadonlyMap<string, string> = new Map([
  ...["notcontains", "doesnotcontain", "notinclude", "excludes"].map((word) => [word, "contains"] as const),
  ...["notregex", "notmatches", "doesnotmatch", "!~"].map((word) => [word, "regex"] as const),
]);

/** Operators that ask whether an argument is there, with the value of `exists` that says the same. */
const presences: ReadonlyMap<string, boolean> = new Map([
  ...["notexists", "missing", "absent", "isnull", "isempty", "empty"].map((word) => [word, false] as const),
  ...["notnull", "isnotnull", "notempty", "isdefined"].map((word) => [word, true] as const),
]);

function plainWord(operator: string): string {
  return operator.toLowerCase().replace(/[\s_-]/g, "");
}

/** The pattern that a text operator such as `startsWith` means with this value; undefined for any other operator. */
export function patternFor(operator: string, value: unknown): string | undefined {
  const make = patterns.get(plainWord(operator));
  return make === undefined || typeof value !== "string" || value === "" ? undefined : make(literally(value));
}

/** The value of `exists` that an operator such as `isNull` stands for. */
export function presenceFor(operator: string): boolean | undefined {
  return presences.get(plainWord(operator));
}

/** What to write for such an operator, as the end of a sentence; undefined for any other. */
export function adviceOnOperator(operator: string): string | undefined {
  const word = plainWord(operator);
  const make = patterns.get(word);
  if (make !== undefined) return `use regex with ${JSON.stringify(make("…"))}.`;
  const opposite = opposites.get(word);
  if (opposite !== undefined)
    return `no operator negates: write ${opposite} in the other list, "require" or "deny_if".`;
  const presence = presences.get(word);
  return presence === undefined ? undefined : `use exists with ${presence}.`;
}
