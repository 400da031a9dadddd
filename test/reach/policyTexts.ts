/** Small random policies, and every call over small sets of values, for answers that are checked by trying all. */
import fc from "fast-check";
import type { JsonValue } from "../../server/src/policy/text/json";

/** What an argument may be in the calls that are tried; undefined: it is left out. */
export const triedValues: readonly (JsonValue | undefined)[] = [
  undefined,
  null,
  true,
  false,
  0,
  1,
  -1,
  0.5,
  2,
  1_000_000,
  "",
  "a",
  "b",
  "ab",
  "ba",
  "A",
  "a\n",
  "1",
  "true",
  "[a]",
  "1e+06",
  "<nil>",
  [],
  ["a"],
  ["b", 1],
  ["a", "b"],
  [["a"]],
  {},
];

const value = fc.constantFrom<JsonValue>("a", "b", "ab", "1", "true", "", "1e+06", 0, 1, 1_000_000, true, null);
const pattern = fc.constantFrom(
  "a",
  "^a",
  "b$",
  "^a|b$",
  "^(?:a|b)$",
  "(?i)^a$",
  "^[ab]*$",
  ".",
  "^$",
  "(?m)^a$",
  "^1",
  "(",
);
const path = fc.constantFrom("args.a", "args.a", "args.c", "args.a.b", "args.a.d");

const condition = fc.oneof(
  fc.record({ path, op: fc.constantFrom("eq", "neq", "contains"), value }),
  fc.record({ path, op: fc.constantFrom("in", "not_in"), value: fc.array(value, { maxLength: 3 }) }),
  fc.record({ path, op: fc.constantFrom("lt", "lte", "gt", "gte"), value: fc.constantFrom(0, 1, 0.5, 1_000_000) }),
  fc.record({ path, op: fc.constant("exists"), value: fc.boolean() }),
  fc.record({ path, op: fc.constant("regex"), value: pattern }),
);

const predicates = (shortest: number): fc.Arbitrary<unknown[]> =>
  fc.array(fc.record({ conditions: fc.array(condition, { minLength: shortest, maxLength: 2 }) }), { maxLength: 3 });

/** A policy with rules for the tool "t". */
export const smallPolicy: fc.Arbitrary<object> = fc.record({
  version: fc.constant("1"),
  default: fc.constantFrom("deny", "allow"),
  tools: fc.record({ t: fc.record({ require: predicates(0), deny_if: predicates(1) }) }),
});

/** Calls over the tried values: `a` with fields in it, or any value; and `c`. */
export function* triedCalls(): Iterable<Record<string, JsonValue>> {
  const inner = triedValues.filter((each) => typeof each !== "object" || each === null).slice(0, 14);
  const objects = inner.flatMap((b) => [undefined, "a", 1].map((d) => withFields({ b, d })));
  for (const a of [...triedValues, ...objects]) for (const c of triedValues) yield withFields({ a, c });
}

function withFields(fields: Record<string, JsonValue | undefined>): Record<string, JsonValue> {
  return Object.fromEntries(Object.entries(fields).filter(([, each]) => each !== undefined)) as Record<
    string,
    JsonValue
  >;
}
