/** Fixes that say that they keep the meaning of a policy: random calls get the same decision, rule and message. */
import { readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../server/src/policy/text/textEdit";
import { rules } from "../../server/src/rules/index";
import { fixesOf } from "../../server/src/service/actions/codeActions";
import { snapshotOf } from "../../server/src/service/snapshot";
import { validPolicyText } from "../fuzz/arbitraries/policies";
import { problemOf, readRuleTexts, reviewOf, worldWith } from "./ruleTexts";
import { callsOf, decisions } from "./sameMeaning";

const world = await worldWith();

/** The same cases in every run, so that a red test stays red. */
const seed = 20260131;

/** The texts after each fix that keeps the meaning, with what the fix was for. */
function keptBy(text: string): readonly { readonly code: string; readonly title: string; readonly after: string }[] {
  const { snapshot, items } = reviewOf(text, world);
  return items.flatMap((item) =>
    fixesOf(item, snapshot, world)
      .filter(({ keepsMeaning }) => keepsMeaning)
      .map(({ title, edits }) => ({ code: problemOf(item).code, title, after: applyEdits(text, edits) })),
  );
}

const examples = [
  ...rules.map(({ code, docs }) => ({ title: code, text: docs.bad })),
  ...readdirSync(new URL("fixtures", import.meta.url))
    .filter((file) => file.endsWith(".txt"))
    .flatMap((file) => readRuleTexts(file).map(({ title, text }) => ({ title: `${file}: ${title}`, text }))),
];

/** The examples whose fixes say that they keep the meaning; the others have nothing to be tried. */
const keeping = examples.map((each) => ({ ...each, kept: keptBy(each.text) })).filter(({ kept }) => kept.length > 0);

/** Tries random calls before and after fixes. */
function expectSameMeaning(text: string, kept: readonly { readonly title: string; readonly after: string }[]): void {
  fc.assert(
    fc.property(callsOf(snapshotOf(text).policy), (calls) => {
      const before = decisions(text, calls);
      for (const { title, after } of kept)
        expect({ title, decisions: decisions(after, calls) }).toEqual({ title, decisions: before });
    }),
    { seed, numRuns: 30 },
  );
}

describe("examples", () => {
  it.each(keeping)("$title", ({ text, kept }) => expectSameMeaning(text, kept));

  it("show a fix that keeps the meaning for each rule and problem that has one", () => {
    const codes = new Set(keeping.flatMap(({ kept }) => kept.map(({ code }) => code)));
    expect([...codes].sort()).toEqual([
      ...["comment", "conditions-contradict", "deny-if-after-always", "duplicate-hide", "duplicate-key", "empty-list"],
      ...["hidden-and-listed", "hide-all-with-names", "limit-never-binds", "require-without-conditions"],
      ...["same-window-twice", "trailing-comma", "unknown-field"],
    ]);
  });

  it.each([
    ["a lower limit", '"max": 3', '"max": 2'],
    ["another bound", '"value": 5', '"value": 6'],
    ["another message", "Too much.", "Too many."],
    ["a tool that is hidden", '"hide": []', '"hide": ["pay"]'],
  ])("are told apart from %s, which changes the meaning", (title, from, to) => {
    const text = `{ "version": "1", "default": "deny", "hide": [], "tools": { "pay": {
      "deny_if": [{ "conditions": [{ "path": "args.a", "op": "gt", "value": 5 }], "on_deny": "Too much." }],
      "limits": [{ "counter": "c", "window": "day", "max": 3, "scope": "grant" }] } } }`;
    expect(text).toContain(from);
    expect(() => expectSameMeaning(text, [{ title, after: text.replace(from, to) }])).toThrow(/Property failed/);
  });
});

const name = fc.constantFrom("pay", "ping", "close", "odoo_version", "Pay");
const path = fc.constantFrom("args.a", "args.a", "args.b", "args.a.c", "args.connection");
const scalar = fc.constantFrom<unknown>("x", "y", "", 1, 5, "5", true, null);
const condition = fc.oneof(
  fc.record({ path, op: fc.constantFrom("eq", "eq", "neq", "contains"), value: scalar }),
  fc.record({ path, op: fc.constantFrom("in", "not_in"), value: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ path, op: fc.constantFrom("lt", "lte", "gt", "gte"), value: fc.constantFrom(0, 1, 5) }),
  fc.record({ path, op: fc.constant("exists"), value: fc.boolean() }),
  fc.record({ path, op: fc.constant("regex"), value: fc.constantFrom("^x$", "x|y", ".*", "^", "") }),
);
const predicate = fc.record(
  {
    conditions: fc.array(condition, { maxLength: 3 }),
    on_deny: fc.constantFrom("Use x.", "Ask a person.", "No.", ""),
  },
  { requiredKeys: ["conditions"] },
);
const limit = fc.record({
  counter: fc.constantFrom("rate", "calls", "burst"),
  window: fc.constantFrom("minute", "minute", "hour", "day"),
  max: fc.integer({ min: 1, max: 6 }),
  scope: fc.constant("grant"),
});
const limits = fc.array(limit, { maxLength: 3 });
const toolRules = fc.record(
  { require: fc.array(predicate, { maxLength: 2 }), deny_if: fc.array(predicate, { maxLength: 3 }), limits },
  { requiredKeys: [] },
);
/** Small policies with few words, so that what rules look for comes about by chance. */
const smallPolicy = fc
  .record(
    {
      version: fc.constant("1"),
      default: fc.constantFrom("deny", "allow"),
      hide: fc.array(fc.oneof({ weight: 5, arbitrary: name }, { weight: 1, arbitrary: fc.constantFrom("*", "") }), {
        maxLength: 4,
      }),
      all_tools: fc.record({ limits }, { requiredKeys: [] }),
      tools: fc.dictionary(name, toolRules, { maxKeys: 3 }),
    },
    { requiredKeys: ["version", "default"] },
  )
  .chain((policy) => fc.constantFrom(2, "\t", undefined).map((indent) => JSON.stringify(policy, null, indent)));

const someLimits = fc.array(limit, { minLength: 1, maxLength: 2 });
/** Nothing but limits, so that calls get as far as to them. */
const limitPolicy = fc
  .record({
    version: fc.constant("1"),
    default: fc.constant("deny"),
    all_tools: fc.record({ limits: someLimits }),
    tools: fc.record({ pay: fc.record({ limits: someLimits }), ping: fc.record({ limits: someLimits }) }),
  })
  .map((policy) => JSON.stringify(policy, null, 2));

describe("random policies", () => {
  const tried = new Set<string>();

  // In parts, so that the runner hears of this file before it takes it for stuck.
  const parts = [
    ...[0, 1, 2, 3, 4].map((part) => ["small ones", smallPolicy, part, 300] as const),
    ["those of limits", limitPolicy, 0, 500] as const,
    ["those of the fuzz test", validPolicyText, 0, 500] as const,
  ];
  it.each(parts)("%s", (_title, policies, part, numRuns) => {
    const cases = policies.chain((text) =>
      fc.record({ text: fc.constant(text), calls: callsOf(snapshotOf(text).policy) }),
    );
    fc.assert(
      fc.property(cases, ({ text, calls }) => {
        const kept = keptBy(text);
        if (kept.length === 0) return;
        const before = decisions(text, calls);
        for (const { code, title, after } of kept) {
          if (policies === smallPolicy) tried.add(code);
          expect({ title, after, decisions: decisions(after, calls) }).toEqual({ title, after, decisions: before });
        }
      }),
      { seed: seed + part, numRuns },
    );
  });

  it("meet what rules look for by chance", () => {
    expect([...tried]).toEqual(
      expect.arrayContaining([
        ...["hidden-and-listed", "hide-all-with-names", "duplicate-hide", "deny-if-after-always"],
        ...["require-without-conditions", "limit-never-binds", "empty-list", "same-window-twice"],
      ]),
    );
  });
});
