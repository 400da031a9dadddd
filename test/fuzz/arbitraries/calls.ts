/** Calls of agents. */
import fc from "fast-check";
import type { Call } from "../../../server/src/policy/decide/decide";
import type { JsonValue } from "../../../server/src/policy/text/json";
import { argumentNames, toolName } from "./policies";
import { anyText, oddNames } from "./texts";

const scalar: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>("x", "EUR", "5", "true", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "/srv/a", ...oddNames),
  anyText,
  fc.integer({ min: -3, max: 200 }),
  // What a JSON parser makes of 1e999 and of -0.
  fc.constantFrom<JsonValue>(true, false, null, Number.POSITIVE_INFINITY, -0, 1e21, 2 ** 53 + 2),
  fc.double({ noNaN: true }),
);

/** Deep, though not deeper than JSON can be written; see `namedCases.test.ts` for what no stack can hold. */
function nested(depth: number): JsonValue {
  let value: JsonValue = "x";
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

const { json } = fc.letrec<{ json: JsonValue; object: JsonValue }>((tie) => ({
  object: fc
    .array(fc.tuple(fc.constantFrom(...argumentNames), tie("json")), { maxLength: 4 })
    // A prototype would swallow the key `__proto__`, which JSON.parse keeps.
    .map((entries) => Object.fromEntries(entries)),
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    tie("object"),
    fc.array(tie("json"), { maxLength: 3 }),
  ),
}));

/** The arguments of a call: any JSON, most often an object with names that policies check. */
export const callArguments: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(fc.tuple(fc.constantFrom(...argumentNames), json), { maxLength: 6 })
      .map((entries): JsonValue => Object.fromEntries(entries)),
  },
  { weight: 2, arbitrary: json },
  { weight: 1, arbitrary: fc.constantFrom(undefined, 1_500, 100).map((depth) => depth && nested(depth)) },
);

/** Calls as `decide` gets them. */
export const call: fc.Arbitrary<Call> = fc.record({
  tool: toolName,
  arguments: callArguments,
  grant: fc.constantFrom("default", "default", "default", "other", "", "__proto__", "1 a"),
  at: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 200_000 }) },
    { weight: 1, arbitrary: fc.double() },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, -1, 8.64e15, -8.64e15, Number.MAX_VALUE) },
  ),
});

/** Calls as the wire brings them: of the types that it promises, or of any other. */
export const wireCall: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        tool: toolName,
        arguments: callArguments,
        grant: fc.constantFrom<unknown>("default", "other", "", null, 1, {}),
        at: fc.oneof(
          fc.constantFrom<unknown>(
            ...["2026-01-31T23:59:59Z", "2026-02-30", "2026-01-31T23:59:59+14:00", "+275760-09-13", "-271821-04-20"],
            ...["+275760-09-13T00:00:00Z", "-200000-01-01T00:00:00Z", "x", "", null, 0, {}, "0000-01-01"],
          ),
          fc.date().map((date) => (Number.isNaN(date.getTime()) ? "" : date.toISOString())),
        ),
      },
      { requiredKeys: ["tool"] },
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, undefined, 1, "x", [], {}, { tool: null }, { tool: {} }) },
);
