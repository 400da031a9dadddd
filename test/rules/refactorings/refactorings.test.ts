/** Refactorings: what they make of a text, and that those which keep decisions do. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { readCatalogue, type ToolCatalogue } from "../../../server/src/catalogue/catalogue";
import type { Call } from "../../../server/src/policy/decide/decide";
import { decideSequence } from "../../../server/src/policy/decide/decideSequence";
import { parsePolicy } from "../../../server/src/policy/model/parse";
import type { Policy } from "../../../server/src/policy/model/policy";
import { readPolicy } from "../../../server/src/policy/model/readPolicy";
import { validatePolicy } from "../../../server/src/policy/problems/validate";
import { applyEdits } from "../../../server/src/policy/text/textEdit";
import { refactoringsAt } from "../../../server/src/rules/refactorings/index";
import type { Refactoring } from "../../../server/src/rules/refactorings/refactoring";
import { sortToolsKind } from "../../../server/src/service/actions/actionKinds";
import { codeActions } from "../../../server/src/service/actions/codeActions";
import type { Environment } from "../../../server/src/service/environment";
import { snapshotOf } from "../../../server/src/service/snapshot";
import { worldWith } from "../ruleTexts";

let world: Environment;
beforeAll(async () => {
  world = await worldWith();
});

/** What is offered at a marked place; the mark is taken out. */
function offeredAt(marked: string): { readonly text: string; readonly offered: readonly Refactoring[] } {
  const start = marked.indexOf("¦");
  const text = marked.replace("¦", "");
  return { text, offered: offered(text, start) };
}

function offered(text: string, start: number): readonly Refactoring[] {
  const document = parsePolicy(text);
  const policy = readPolicy(document);
  return refactoringsAt({ document, policy, catalogue: world.catalogue, span: { start, end: start } });
}

function rewriteAt(marked: string, title: RegExp): string {
  const { text, offered: found } = offeredAt(marked);
  const refactoring = found.find((each) => title.test(each.title));
  return refactoring === undefined ? "not offered" : applyEdits(text, refactoring.edits);
}

describe("sorting the tools", () => {
  it("keeps the text of each, and what stands between them", () => {
    expect(
      rewriteAt(
        `¦{
  "version": "1", "default": "deny",
  "tools": {
    "b": { "limits": [ ] },

    "a": {}, "C": {
      "require": []
    }
  }
}`,
        /Sort/,
      ),
    ).toBe(`{
  "version": "1", "default": "deny",
  "tools": {
    "C": {
      "require": []
    },

    "a": {}, "b": { "limits": [ ] }
  }
}`);
  });
  it("is not offered where they are sorted, or where the brackets are broken", () => {
    expect(rewriteAt(`¦{ "tools": { "a": {}, "b": {} } }`, /Sort/)).toBe("not offered");
    expect(rewriteAt(`¦{ "tools": { "b": {}, "a": {} `, /Sort/)).toBe("not offered");
  });
});

describe("splitting and joining requirements", () => {
  const joined = `{ "version": "1", "default": "deny", "tools": { "a": {
    "require": [
      {
        "conditions": [
          { "path": "args.x", "op": "lt", "value": 1e0 },
          { "path": "args.y", "op": "exists", "value": true }
        ],
        "on_deny": "No."
      }
    ]
  } } }`;
  const apart = `{ "version": "1", "default": "deny", "tools": { "a": {
    "require": [
      {
        "conditions": [
          { "path": "args.x", "op": "lt", "value": 1e0 }
        ],
        "on_deny": "No."
      },
      {
        "conditions": [
          { "path": "args.y", "op": "exists", "value": true }
        ],
        "on_deny": "No."
      }
    ]
  } } }`;
  it("keeps the text of each condition, in both directions", () => {
    expect(rewriteAt(joined.replace('"lt"', '¦"lt"'), /Split/)).toBe(apart);
    expect(rewriteAt(apart.replace('"exists"', '¦"exists"'), /Join/)).toBe(joined);
  });
  it("is not offered without a message, which the gateway would make of the rule's name", () => {
    expect(rewriteAt(joined.replace('"No."', '¦""'), /Split/)).toBe("not offered");
    expect(rewriteAt(apart.replace('"No."', '¦"Never."'), /Join/)).toBe("not offered");
  });
  it("is not offered in deny_if, where all conditions have to hold", () => {
    expect(rewriteAt(joined.replace('"require"', '"deny_if"').replace('"lt"', '¦"lt"'), /Split/)).toBe("not offered");
  });
});

describe("moving a limit to all_tools", () => {
  const limit = (counter: string) => `{ "counter": "${counter}", "window": "hour", "max": 3, "scope": "grant" }`;
  it("says that it counts other calls then, and takes the list away with the last limit", () => {
    const text = `{
  "version": "1",
  "default": "deny",
  "all_tools": { "limits": [] },
  "tools": { "a": { "limits": [¦${limit("n")}] } }
}`;
    const [moved] = offeredAt(text).offered;
    expect(moved?.title).toBe('Move this limit of "a" to "all_tools": it then counts the calls of every tool');
    expect(moved?.keeps).toBe("nothing");
    const policy = JSON.parse(rewriteAt(text, /Move/));
    expect(policy.all_tools.limits).toEqual([{ counter: "n", window: "hour", max: 3, scope: "grant" }]);
    expect(policy.tools).toEqual({ a: {} });
  });
  it("leaves the other limits, and makes all_tools", () => {
    const text = `{ "version": "1", "default": "deny", "tools": { "a": { "limits": [${limit("m")}, ¦${limit("n")}] } } }`;
    const policy = JSON.parse(rewriteAt(text, /Move/));
    expect(Object.keys(policy)).toEqual(["version", "default", "all_tools", "tools"]);
    expect(policy.all_tools.limits).toHaveLength(1);
    expect(policy.tools.a.limits).toHaveLength(1);
  });
});

describe("denying by default", () => {
  it.each(["", ', "tools": {}', ', "tools": { "ai_invoice_extract": {} }', ', "hide": ["*"]'])(
    "lists what was open: %s",
    (rest) => {
      const policy = JSON.parse(rewriteAt(`{ "version": "1", "default": ¦"allow"${rest} }`, /deny/));
      expect(policy.default).toBe("deny");
      expect(Object.keys(policy.tools ?? {})).toHaveLength(rest.includes("*") ? 0 : world.catalogue.tools.length);
    },
  );
});

const message = fc.constantFrom("No.", "No.", "Never.", "", undefined);
const condition = fc.record({
  path: fc.constantFrom("args.x", "args.y"),
  op: fc.constantFrom("eq", "neq", "lt", "gte", "exists"),
  value: fc.constantFrom<unknown>(1, 2, "1", true, false),
});
const predicate = fc.record({ conditions: fc.array(condition, { maxLength: 3 }), on_deny: message });
const limit = fc.record({
  counter: fc.constantFrom("n", "m"),
  window: fc.constantFrom("minute", "day"),
  max: fc.integer({ min: 1, max: 4 }),
  scope: fc.constant("grant"),
});
const known = ["odoo_refresh", "ai_invoice_extract", "cf_dns_delete"];
const name = fc.constantFrom("a", "b", "z a", "__proto__", ...known);
const rules = fc.record(
  {
    require: fc.array(predicate, { maxLength: 4 }),
    deny_if: fc.array(predicate, { maxLength: 2 }),
    limits: fc.array(limit, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const policyText = fc
  .record(
    {
      version: fc.constant("1"),
      default: fc.constantFrom("allow", "deny"),
      hide: fc.array(fc.oneof({ weight: 9, arbitrary: name }, { weight: 1, arbitrary: fc.constant("*") }), {
        maxLength: 2,
      }),
      all_tools: fc.record({ limits: fc.array(limit, { maxLength: 1 }) }),
      tools: fc.array(fc.tuple(name, rules), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
    },
    { requiredKeys: ["version", "default"] },
  )
  .chain((policy) => fc.constantFrom(0, 2, "\t").map((indent) => JSON.stringify(policy, null, indent)));
const calls: fc.Arbitrary<Call[]> = fc.array(
  fc.record({
    tool: fc.oneof(name, fc.constant("unknown_tool")),
    arguments: fc.record(
      { x: fc.constantFrom<unknown>(1, 2, 3, "1", null), y: fc.constantFrom<unknown>(1, true) },
      { requiredKeys: [] },
    ),
    grant: fc.constantFrom("one", "two"),
    at: fc.integer({ min: 0, max: 90_000 }),
  }),
  { maxLength: 20 },
);

/** Three of the known tools: a policy over all of the catalogue costs time, and shows no more. */
const catalogue: ToolCatalogue = readCatalogue({ tools: known.map((tool) => ({ name: tool })) });

/** A policy that can be rewritten in some way, with one of the ways. */
const rewritten = fc.tuple(policyText, fc.nat()).map(([text, which]) => {
  const document = parsePolicy(text);
  const policy = readPolicy(document);
  const starts = [...text.matchAll(/\{|"(?:allow|counter|conditions)"/g)].map(({ index }) => index);
  const byTitle = new Map<string, Refactoring>();
  for (const start of starts)
    for (const each of refactoringsAt({ document, policy, catalogue, span: { start, end: start } }))
      byTitle.set(each.title, each);
  const all = [...byTitle.values()];
  return { text, refactoring: all[which % Math.max(all.length, 1)] };
});

function read(text: string): Policy {
  return readPolicy(parsePolicy(text));
}

describe("random policies", () => {
  const seen = new Map<string, number>();
  it("decide random calls the same after what says so", () => {
    fc.assert(
      fc.property(rewritten, calls, ({ text, refactoring }, sequence) => {
        if (refactoring === undefined) return;
        seen.set(refactoring.title.slice(0, 5), (seen.get(refactoring.title.slice(0, 5)) ?? 0) + 1);
        const changed = applyEdits(text, refactoring.edits);
        expect(validatePolicy(parsePolicy(changed))).toHaveLength(validatePolicy(parsePolicy(text)).length);
        const { keeps } = refactoring;
        if (keeps === "nothing") return;
        const before = read(text);
        const chosen =
          keeps === "namedTools"
            ? sequence.filter(({ tool }) => before.tools.has(tool) || before.hide.has(tool) || known.includes(tool))
            : sequence;
        const shown = (policy: Policy) =>
          decideSequence(policy, chosen, { trace: false }).map(({ outcome, rule, message: told }) =>
            keeps === "decisionAndMessage" ? { outcome, told } : { outcome, rule, told },
          );
        expect(shown(read(changed))).toEqual(shown(before));
      }),
      { numRuns: 1000, seed: 20_260_301 },
    );
    // Each of them was tried.
    expect([...seen.keys()].sort()).toEqual(["Join ", "Move ", "Sort ", "Split", "Write"]);
  });
});

describe("code actions", () => {
  const text = '{ "version": "1", "default": "allow", "tools": { "b": {}, "a": {} } }';
  const kindsFor = (only: string[] | undefined) => {
    const start = text.indexOf('"allow"');
    return codeActions(snapshotOf(text), world, { start, end: start }, only).map(({ kind }) => kind);
  };
  it("are offered by kind: sorting among those on the file, rewriting at its place", () => {
    expect(kindsFor(["source"])).toContain(sortToolsKind);
    expect(kindsFor(["source.sortTools"])).toEqual([sortToolsKind]);
    expect(kindsFor(["refactor"])).toEqual(["refactor.rewrite"]);
    expect(kindsFor(undefined)).toContain("refactor.rewrite");
    expect(kindsFor(undefined)).not.toContain(sortToolsKind);
    expect(kindsFor(["quickfix"])).not.toContain("refactor.rewrite");
  });
});
