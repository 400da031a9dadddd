/** Random rules of older dialects: converting loses no text without saying so, and leaves nothing unsaid. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { parsePolicy } from "../../../server/src/policy/model/parse";
import { validatePolicy } from "../../../server/src/policy/problems/validate";
import { fixAll } from "../../../server/src/service/actions/fixAll";
import type { Environment } from "../../../server/src/service/environment";
import { codesOf, problemOf, reviewOf, worldWith } from "../ruleTexts";

let world: Environment;
beforeAll(async () => {
  world = await worldWith();
});

/** A text that only a person can have written: the test looks for it afterwards. */
const told = fc.integer({ min: 1000, max: 9999 }).map((number) => `told ${number}`);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const window = fc.constantFrom<unknown>(60, 3600, 86_400, 300, "minute", "week");
const rateLimit = fc.oneof(
  fc.record({ max: fc.constantFrom<unknown>(1, 10, 0, "7"), window }),
  fc.constantFrom("5/minute", "9/hour", "2/week", "often"),
);
const condition = fc.oneof(
  fc.record({ path: fc.constantFrom("args.x", "args.y.z"), op: fc.constantFrom("neq", "eq"), value: told }),
  fc.record({
    path: fc.constantFrom("state.pay.n", "state.other.n", "state._global.n"),
    op: fc.constantFrom("lt", "lte", "gt"),
    value: fc.integer({ min: 0, max: 9 }),
  }),
);
const state = fc.record(
  { counter: fc.constantFrom("n", "m"), window, increment_from: fc.constant("args.amount") },
  { requiredKeys: ["counter", "window"] },
);
const rule = fc
  .record({
    name: optional(told),
    description: optional(told),
    action: optional(fc.constantFrom("deny", "allow", "evaluate", "require_approval", "log")),
    conditions: optional(fc.array(condition, { maxLength: 2 })),
    rate_limit: optional(rateLimit),
    state: optional(state),
    on_deny: optional(told),
  })
  .map(withoutGaps);
const tool = fc
  .record({
    action: optional(fc.constantFrom("deny", "allow", "log", "require_approval")),
    reason: optional(told),
    on_deny: optional(told),
    rate_limit: optional(rateLimit),
    rules: optional(fc.array(rule, { maxLength: 3 })),
    state: optional(state),
    spend_limit: optional(told),
    mine: optional(told),
    limits: optional(fc.constant([{ counter: "pay_rate", window: "day", max: 9, scope: "grant" }])),
  })
  .map(withoutGaps);

function withoutGaps(object: object): object {
  return JSON.parse(JSON.stringify(object));
}

function policyWith(name: string, rules: object): string {
  return JSON.stringify({ version: "1", default: "deny", tools: { other: {}, [name]: rules } }, null, 2);
}

const oldKeys = ["action", "reason", "rate_limit", "rules", "state", "spend_limit", "mine", "on_deny"];

describe("random old rules", () => {
  it.each(["pay", "*"])("of %s lose no text without a word, and nothing old stays unsaid", (name) => {
    fc.assert(
      fc.property(tool, (rules) => {
        const text = policyWith(name, rules);
        const said = reviewOf(text, world)
          .items.map((item) => problemOf(item).message)
          .join("\n");
        const fixed = fixAll(text, world);
        for (const [words] of text.matchAll(/told \d+/g))
          expect(fixed.includes(words) || said.includes(`"${words}"`), `${words} in ${text} made ${fixed}`).toBe(true);

        expect(validatePolicy(parsePolicy(fixed)).filter(({ severity }) => severity === "error")).toEqual([]);
        expect(fixAll(fixed, world)).toBe(fixed);
        const { items } = reviewOf(fixed, world);
        const marked = new Set(items.map((item) => problemOf(item).span.start));
        const left: Record<string, unknown> = JSON.parse(fixed).tools[name] ?? {};
        const from = fixed.indexOf(`"${name}"`);
        for (const key of Object.keys(left).filter((each) => oldKeys.includes(each)))
          expect(marked.has(fixed.indexOf(`\n      "${key}"`, from) + 7), `${key} in ${fixed}`).toBe(true);
        // What is unknown and what is old is said once per place.
        const places = items
          .map(problemOf)
          .filter(({ code }) => /^(?:unknown-field|tool-wildcard|old-.*|no-equivalent)$/.test(code))
          .map(({ span }) => span.start);
        expect(new Set(places).size, fixed).toBe(places.length);
      }),
      { numRuns: 500, seed: 20_260_302 },
    );
  });
});

it('conditions of "*" are copied where a person could read the result, and else stay as they are', () => {
  const textWith = (tools: number): string =>
    JSON.stringify({
      version: "1",
      default: "deny",
      tools: {
        "*": { rules: Array.from({ length: 90 }, () => ({ conditions: [{ path: "args.x", op: "eq", value: 1 }] })) },
        ...Object.fromEntries(Array.from({ length: tools }, (_, index) => [`tool_${index}`, {}])),
      },
    });
  expect(codesOf(fixAll(textWith(3), world), world)).not.toContain("old-wildcard");
  // The copies would be 30 times as long as the text.
  expect(fixAll(textWith(600), world)).toBe(textWith(600));
});
