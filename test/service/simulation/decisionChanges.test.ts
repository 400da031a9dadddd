/** What would change a decision: the titles that a person reads, and the whole policy after each edit. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { odooCatalogue } from "../../../server/src/catalogue/odooCatalogue";
import { EditedText } from "../../../server/src/policy/text/editedText";
import { applyEdits } from "../../../server/src/policy/text/textEdit";
import type { DecisionChange } from "../../../server/src/protocol/decisionChanges";
import type { SimulatedCall } from "../../../server/src/protocol/simulation";
import { bareEnvironment } from "../../../server/src/service/environment";
import { decisionChanges } from "../../../server/src/service/simulation/decisionChanges";
import { changedLines } from "../../../server/src/service/simulation/decisionChanges/changedLines";
import { simulate } from "../../../server/src/service/simulation/simulate";
import { type Snapshot, snapshotOf } from "../../../server/src/service/snapshot";

const environment = { ...bareEnvironment, now: Date.UTC(2026, 0, 1), catalogue: await odooCatalogue() };

const textAfter = (snapshot: Snapshot, { edits }: DecisionChange) =>
  TextDocument.applyEdits(snapshot.textDocument, [...edits]);

/** The texts after each edit that turns the last of the calls, by title. */
function turning(text: string, ...calls: readonly SimulatedCall[]): Record<string, string> {
  const snapshot = snapshotOf(text);
  const { changes } = decisionChanges(snapshot, { calls, call: calls.length - 1 }, environment);
  for (const change of changes) {
    const after = textAfter(snapshot, change);
    const step = simulate(snapshotOf(after), calls, environment).steps.at(-1);
    expect(step?.decision).toBe(change.decision);
    expect(step?.summary).toBe(change.summary);
  }
  return Object.fromEntries(changes.map((change) => [change.title, textAfter(snapshot, change)]));
}

const policy = (members: string) => `{ "version": "1", "default": "deny", ${members} }`;
const limit = (max: number) => `{ "counter": "a_rate", "window": "minute", "max": ${max}, "scope": "grant" }`;
const predicate = (path: string, op: string, value: string) =>
  `{ "conditions": [{ "path": "${path}", "op": "${op}", "value": ${value} }], "on_deny": "No." }`;
const require = (path: string, op: string, value: string) =>
  policy(`"tools": { "a": { "require": [${predicate(path, op, value)}] } }`);
const denyIf = (path: string, op: string, value: string) =>
  policy(`"tools": { "a": { "deny_if": [${predicate(path, op, value)}] } }`);

describe("a denied call would be allowed", () => {
  it("when its name is taken out of hide, and the tool is listed", () => {
    expect(turning(policy('"hide": ["x", "a"], "tools": { "a": {} }'), { tool: "a" })).toEqual({
      'Remove "a" from "hide"': policy('"hide": ["x"], "tools": { "a": {} }'),
    });
    expect(turning(policy('"hide": ["*"], "tools": { "b": {} }'), { tool: "a" })).toEqual({
      'Remove "*" from "hide", which hides every tool, and list "a" without any checks': policy(
        '"hide": [], "tools": { "b": {}, "a": {} }',
      ),
    });
  });

  it("when the last name is taken out of hide, and no empty line is left", () => {
    const text = (hide: string) => policy(`\n  "hide": ${hide},\n  "tools": { "a": {} }\n`);
    expect(turning(text('[\n    "a"\n  ]'), { tool: "a" })).toEqual({ 'Remove "a" from "hide"': text("[]") });
  });

  it("with a warning when it is listed although it is dangerous", () => {
    expect(Object.keys(turning(policy('"tools": {}'), { tool: "odoo_unlink" }))).toEqual([
      'List "odoo_unlink" without any checks, although its risk is critical',
    ]);
  });

  it("when it is listed, best with the rule that is recommended", () => {
    const recommended = '{ "counter": "odoo_write_rate", "window": "minute", "max": 30, "scope": "grant" }'
      .replace(/[{}]/g, "")
      .trim();
    const changes = turning(policy('"tools": {\n    "b": {}\n  }'), { tool: "odoo_write" });
    expect(Object.keys(changes)).toEqual([
      'List "odoo_write" with its recommended rule: allow at most 30 calls a minute',
      'List "odoo_write" without any checks',
    ]);
    const [first = "", second] = Object.values(changes);
    expect(JSON.parse(first).tools.odoo_write.limits).toEqual([JSON.parse(`{${recommended}}`)]);
    expect(second).toBe(policy('"tools": {\n    "b": {},\n    "odoo_write": {}\n  }'));
  });

  it.each([
    ["lte", "100", 250, "Raise the bound of args.n from 100 to 250", "250"],
    ["lt", "100", 250, "Raise the bound of args.n from 100 to 251", "251"],
    ["gte", "10", 2.5, "Lower the bound of args.n from 10 to 2.5", "2.5"],
    ["gt", "10", 2, "Lower the bound of args.n from 10 to 1", "1"],
    ["lt", "100", 250.5, "Raise the bound of args.n from 100 to 251", "251"],
    ["in", '["x", "y"]', "z", 'Add "z" to the values of args.n', '["x", "y", "z"]'],
    ["not_in", '["x", "z"]', "z", 'Remove "z" from the values of args.n', '["x"]'],
  ])("when a requirement lets it through: %s %s", (op, value, actual, title, changed) => {
    expect(turning(require("args.n", op, value), { tool: "a", arguments: { n: actual } })).toMatchObject({
      [title]: require("args.n", op, changed),
    });
  });

  it("when a requirement is gone", () => {
    const gone = policy('"tools": { "a": {} }');
    expect(turning(require("args.n", "regex", '"^x$"'), { tool: "a", arguments: { n: "y" } })).toEqual({
      "Remove from require: args.n matches ^x$": gone,
    });
  });

  it.each([
    ["gt", "100", 250, "Raise the bound of args.n from 100 to 250", "250"],
    ["gte", "100", 250, "Raise the bound of args.n from 100 to 251", "251"],
    ["lt", "10", 2, "Lower the bound of args.n from 10 to 2", "2"],
    ["lte", "10", -2.5, "Lower the bound of args.n from 10 to -3", "-3"],
    ["in", '["x", "y"]', "y", 'Remove "y" from the values of args.n', '["x"]'],
    ["not_in", '["x"]', "y", 'Add "y" to the values of args.n', '["x", "y"]'],
  ])("when a denial does not hold: %s %s", (op, value, actual, title, changed) => {
    expect(turning(denyIf("args.n", op, value), { tool: "a", arguments: { n: actual } })).toMatchObject({
      [title]: denyIf("args.n", op, changed),
    });
  });

  it("when one value becomes two", () => {
    expect(turning(require("args.n", "eq", '"x"'), { tool: "a", arguments: { n: "y" } })).toMatchObject({
      'Compare args.n with "x" and "y", by "in"': require("args.n", "in", '["x", "y"]'),
    });
  });

  it("when one of the two values has a comma", () => {
    expect(turning(require("args.n", "eq", '"x"'), { tool: "a", arguments: { n: "y,z" } })).toMatchObject({
      'Compare args.n with "x" and "y,z", by "in"': require("args.n", "in", '["x", "y,z"]'),
    });
  });

  it("when an entry that denies every call is gone", () => {
    const text = policy('"tools": { "a": { "deny_if": [{ "conditions": [], "on_deny": "Ask." }] } }');
    expect(turning(text, { tool: "a" })).toEqual({
      "Remove from deny_if: entry 1, which denies every call": policy('"tools": { "a": {} }'),
    });
  });

  it("when a limit is raised or gone, and only so far as it takes", () => {
    const text = (max: number) => policy(`"tools": { "a": { "limits": [${limit(max)}] } }`);
    const calls = Array.from({ length: 4 }, () => ({ tool: "a" }));
    expect(turning(text(2), ...calls.slice(0, 3))).toEqual({
      'Raise the maximum of "a_rate" from 2 to 3 calls a minute': text(3),
      'Remove the limit "a_rate": at most 2 calls a minute per grant': policy('"tools": { "a": {} }'),
    });
    const { changes } = decisionChanges(snapshotOf(text(2)), { calls, call: 2 }, environment);
    expect(changes.map(({ alsoTurns }) => alsoTurns)).toEqual([[], [3]]);
  });

  it("when a limit leaves room for the calls that it has denied before", () => {
    const text = (max: number) => policy(`"tools": { "a": { "limits": [${limit(max)}] } }`);
    const calls = Array.from({ length: 6 }, () => ({ tool: "a" }));
    expect(Object.keys(turning(text(2), ...calls))).toEqual([
      'Raise the maximum of "a_rate" from 2 to 6 calls a minute',
      'Remove the limit "a_rate": at most 2 calls a minute per grant',
    ]);
  });

  it("when every limit that is used up is raised, or every one is removed", () => {
    const limits = ["x", "y", "z"].map((counter) => limit(2).replace("a_rate", counter)).join(", ");
    const calls = Array.from({ length: 4 }, () => ({ tool: "a" }));
    const [x, y, z] = ["x", "y", "z"].map((name) => `aise the maximum of "${name}" from 2 to 4 calls a minute`);
    const [rx, ry, rz] = ["x", "y", "z"].map((name) => `emove the limit "${name}": at most 2 calls a minute per grant`);
    expect(Object.keys(turning(policy(`"tools": { "a": { "limits": [${limits}] } }`), ...calls))).toEqual([
      `R${x}, and r${y}, and r${z}`,
      `R${rx}, and r${ry}, and r${rz}`,
    ]);
  });

  it("when the last limit over all tools is gone", () => {
    const text = policy(`"all_tools": { "limits": [${limit(1)}] }, "tools": { "a": {} }`);
    expect(turning(text, { tool: "a" }, { tool: "a" })).toMatchObject({
      'Remove the limit "a_rate" over all tools: at most 1 call a minute per grant': policy('"tools": { "a": {} }'),
    });
  });

  it("when several checks are changed together", () => {
    const text = policy(
      `"hide": ["a"], "tools": { "a": { "deny_if": [${predicate("args.n", "gt", "5")}], "limits": [${limit(1)}] } }`,
    );
    const call = { tool: "a", arguments: { n: 6 } };
    expect(turning(text, call)).toMatchObject({
      'Remove "a" from "hide", and raise the bound of args.n from 5 to 6': expect.stringContaining('"value": 6'),
    });
  });
});

describe("an allowed call would be denied", () => {
  it("when the tool is hidden or no longer listed", () => {
    expect(turning(policy('"hide": ["x"], "tools": { "a": {}, "b": {} }'), { tool: "a" })).toEqual({
      'Remove "a" from "tools"': policy('"hide": ["x"], "tools": { "b": {} }'),
      'Hide "a", and remove it from "tools"': policy('"hide": ["x", "a"], "tools": { "b": {} }'),
    });
  });

  it("by default, when it is hidden", () => {
    const text = '{\n  "version": "1",\n  "default": "allow",\n  "tools": {}\n}';
    expect(turning(text, { tool: "a" })).toEqual({
      'Hide "a"': '{\n  "version": "1",\n  "default": "allow",\n  "hide": [\n    "a"\n  ],\n  "tools": {}\n}',
    });
  });

  it("when a bound is drawn in", () => {
    expect(turning(require("args.n", "lte", "100"), { tool: "a", arguments: { n: 50 } })).toMatchObject({
      "Lower the bound of args.n from 100 to 49": require("args.n", "lte", "49"),
    });
    expect(turning(denyIf("args.n", "in", '["x"]'), { tool: "a", arguments: { n: "y" } })).toMatchObject({
      'Add "y" to the values of args.n': denyIf("args.n", "in", '["x", "y"]'),
    });
  });

  it.each([
    ["feat", "x/feat/y", "^feat$"],
    ["^feat", "feature", "^feat$"],
    ["(?i)FEAT$", "x-feat", "^(?i)FEAT$"],
    ["^a|b$", "ax", "^(?:^a|b$)$"],
    ["a\\\\.b", "xa.b", "^a\\\\.b$"],
  ])("E6: when the pattern %s is anchored, before all else", (pattern, n, anchored) => {
    const changes = turning(require("args.n", "regex", `"${pattern}"`), { tool: "a", arguments: { n } });
    expect(Object.entries(changes)[0]).toEqual([
      "Anchor the pattern of args.n, so it must match the whole string",
      require("args.n", "regex", `"${anchored}"`),
    ]);
  });

  it("E6: when its value is denied, first of an argument that the rules look at", () => {
    const text = require("args.n", "regex", '"^[a-z]+$"');
    const changes = turning(text, { tool: "a", arguments: { m: 5, n: "abc", o: { p: 1 } } });
    expect(Object.keys(changes)).toEqual([
      'Deny this value: args.n is "abc"',
      "Deny this value: args.m is 5",
      'Remove "a" from "tools"',
      'Hide "a", and remove it from "tools"',
    ]);
    expect(JSON.parse(changes['Deny this value: args.n is "abc"'] ?? "").tools.a.deny_if).toEqual([
      { conditions: [{ path: "args.n", op: "eq", value: "abc" }], on_deny: "This value of args.n is not allowed." },
    ]);
  });

  it("E6: by a lower maximum only after everything else", () => {
    const text = policy(
      `"tools": { "a": { "require": [${predicate("args.n", "regex", '"a"')}], "limits": [${limit(10)}] } }`,
    );
    const call = { tool: "a", arguments: { n: "bab" } };
    expect(Object.keys(turning(text, call, call))).toEqual([
      "Anchor the pattern of args.n, so it must match the whole string",
      'Deny this value: args.n is "bab"',
      'Remove "a" from "tools"',
      'Hide "a", and remove it from "tools"',
      'Lower the maximum of "a_rate" from 10 to 1 call a minute',
    ]);
  });

  it("when a limit is lowered to what was counted before it", () => {
    const text = (max: number) => policy(`"tools": { "a": { "limits": [${limit(max)}] } }`);
    const calls = [{ tool: "a" }, { tool: "a" }, { tool: "a" }];
    expect(turning(text(10), ...calls)).toMatchObject({
      'Lower the maximum of "a_rate" from 10 to 2 calls a minute': text(2),
    });
  });
});

describe("nothing is offered", () => {
  const simple = policy('"tools": { "a": {} }');
  it.each([
    ["for a call that there is not", simple, 1],
    ["for a call before the first", simple, -1],
    ["for another product's policy", '{ "Version": "2012-10-17", "Statement": [] }', 0],
    ["for an empty string", "", 0],
    ["for what is no object", "[1, 2]", 0],
  ])("%s", (_, text, call) => {
    expect(decisionChanges(snapshotOf(text), { calls: [{ tool: "a" }], call }, environment)).toEqual({ changes: [] });
  });
});

describe("odd texts", () => {
  it.each([
    ["half-typed", '{ "version": "1", "default": "deny", "tools": { "a": { "limits": [ }, "hide": ["b"'],
    ["duplicate keys", policy('"tools": { "a": {}, "a": { "limits": [] } }')],
    ["a tool called __proto__", policy('"tools": { "__proto__": {} }')],
    ["a huge number", require("args.n", "lt", "1e999")],
    ["CRLF", policy('"hide": ["a"], "tools": { "b": {} }').replaceAll(",", ",\r\n")],
  ])("%s", (_, text) => {
    for (const tool of ["a", "__proto__", "b", ""]) turning(text, { tool, arguments: { n: 1e300 } });
  });
});

describe("a sample", () => {
  const text = readFileSync(new URL("../../../samples/odoo-accounting.policy.json", import.meta.url), "utf8");
  const snapshot = snapshotOf(text);
  const anyCall = fc.record({
    tool: fc.constantFrom("odoo_write", "odoo_search_read", "odoo_unlink", "ssh_execute", "odoo_report", "nobody"),
    arguments: fc.record(
      {
        model: fc.constantFrom("account.move", "res.users"),
        limit: fc.integer({ min: 0, max: 300 }),
        report_name: fc.constantFrom("account.report_invoice", "x"),
        values: fc.constantFrom({}, { state: "posted" }),
      },
      { requiredKeys: [] },
    ),
  });

  it("every change changes the decision, and brings no error", () => {
    let offered = 0;
    fc.assert(
      fc.property(fc.array(anyCall, { minLength: 1, maxLength: 40 }), (calls) => {
        const call = calls.length - 1;
        const before = simulate(snapshot, calls, environment).steps;
        for (const change of decisionChanges(snapshot, { calls, call }, environment).changes) {
          offered++;
          const after = snapshotOf(textAfter(snapshot, change));
          expect(after.problems.filter(({ severity }) => severity === "error")).toEqual([]);
          const steps = simulate(after, calls, environment).steps;
          expect(steps[call]?.decision).not.toBe(before[call]?.decision);
          const turned = steps.flatMap(({ decision }, index) => (decision === before[index]?.decision ? [] : [index]));
          expect(turned.filter((index) => index !== call)).toEqual(change.alsoTurns);
        }
      }),
      { numRuns: 60, seed: 3 },
    );
    expect(offered).toBeGreaterThan(60);
  });
});

describe("any policy", () => {
  const scalar = fc.constantFrom<unknown>(1, 2.5, -3, "1", "x", "y,z", true, null, "", 1e21);
  const operand = (op: string) =>
    /^(not_)?in$/.test(op)
      ? fc.array(scalar, { maxLength: 3 })
      : /^[lg]te?$/.test(op)
        ? fc.constantFrom(1, 2.5, -3, 5)
        : op === "exists"
          ? fc.boolean()
          : op === "regex"
            ? fc.constant("^x")
            : scalar;
  const anyCondition = fc
    .constantFrom("eq", "neq", "lt", "lte", "gt", "gte", "in", "not_in", "exists", "regex", "contains")
    .chain((op) =>
      fc.record({ path: fc.constantFrom("args.n", "args.m", "args.o.p"), op: fc.constant(op), value: operand(op) }),
    );
  const anyList = fc.array(fc.record({ conditions: fc.array(anyCondition, { maxLength: 3 }) }), { maxLength: 2 });
  const anyLimits = fc.array(
    fc.record({
      counter: fc.constantFrom("c", "d"),
      window: fc.constantFrom("minute", "day"),
      max: fc.integer({ min: 1, max: 4 }),
      scope: fc.constant("grant"),
    }),
    { minLength: 1, maxLength: 3 },
  );
  const anyRules = fc.record({ require: anyList, deny_if: anyList, limits: anyLimits }, { requiredKeys: [] });
  const anyPolicy = fc.record(
    {
      version: fc.constant("1"),
      default: fc.constantFrom("allow", "deny"),
      hide: fc.subarray(["a", "b", "*"], { maxLength: 2 }),
      all_tools: fc.record({ limits: anyLimits }),
      tools: fc.record({ a: anyRules, b: anyRules }, { requiredKeys: [] }),
    },
    { requiredKeys: ["version", "default"] },
  );
  const anyCalls = fc.array(
    fc.record({
      tool: fc.constantFrom("a", "b", "odoo_unlink"),
      arguments: fc.record({ n: scalar, m: scalar, o: fc.record({ p: scalar }) }, { requiredKeys: [] }),
    }),
    { minLength: 1, maxLength: 8 },
  );

  it("is turned by valid JSON in the layout around it, and the shown lines are the whole change", () => {
    let offered = 0;
    const layouts = fc.record({
      indent: fc.constantFrom<string | number>(2, "\t", 0),
      eol: fc.constantFrom("\n", "\r\n"),
    });
    fc.assert(
      fc.property(anyPolicy, anyCalls, layouts, (written, calls, { indent, eol }) => {
        const text = JSON.stringify(written, null, indent).replaceAll("\n", eol);
        const snapshot = snapshotOf(text);
        const call = calls.length - 1;
        const before = simulate(snapshot, calls, environment).steps[call]?.decision;
        for (const change of decisionChanges(snapshot, { calls, call }, environment).changes) {
          offered++;
          const after = textAfter(snapshot, change);
          expect(simulate(snapshotOf(after), calls, environment).steps[call]?.decision).not.toBe(before);
          expect(() => JSON.parse(after)).not.toThrow();
          expect(after).not.toMatch(/[ \t]\r?\n/);
          if (text.includes("\r\n")) expect(after.replaceAll("\r\n", "")).not.toContain("\n");
          const [old, now] = [text.split(/\r?\n/), after.split(/\r?\n/)];
          const shown = (kind: string) =>
            new Set(change.lines.flatMap((line) => (line.kind === kind ? [line.line] : [])));
          const [removed, added] = [shown("removed"), shown("added")];
          expect(old.filter((_, line) => !removed.has(line))).toEqual(now.filter((_, line) => !added.has(line)));
        }
      }),
      { numRuns: 300, seed: 5 },
    );
    expect(offered).toBeGreaterThan(200);
  });
});

describe("the lines of a change", () => {
  it("are shown with two around them", () => {
    const before = "{\n  a\n  b\n  c\n  d\n  e\n}";
    const edits = [{ span: { start: 12, end: 13 }, newText: "C\n  C2" }];
    expect(
      changedLines(before, applyEdits(before, edits), edits).map(
        ({ kind, line, text }) => `${line} ${kind} ${text.trim()}`,
      ),
    ).toEqual(["1 same a", "2 same b", "3 removed c", "3 added C", "4 added C2", "4 same d", "5 same e"]);
  });

  it("show both changes of neighbouring lines", () => {
    const before = "a\nb\nc\nd\ne";
    const edits = [
      { span: { start: 2, end: 3 }, newText: "B" },
      { span: { start: 4, end: 5 }, newText: "C" },
    ];
    expect(
      changedLines(before, applyEdits(before, edits), edits).map(({ kind, text }) => kind.charAt(0) + text),
    ).toEqual(["sa", "rb", "rc", "aB", "aC", "sd", "se"]);
  });

  it("name a line once where two changes lie close", () => {
    const before = "a\nb\nc\nd\ne";
    const edits = [
      { span: { start: 0, end: 1 }, newText: "A" },
      { span: { start: 6, end: 7 }, newText: "D" },
    ];
    expect(
      changedLines(before, applyEdits(before, edits), edits).map(({ kind, text }) => kind.charAt(0) + text),
    ).toEqual(["ra", "aA", "sb", "sc", "rd", "aD", "se"]);
  });
});

describe("a text that is edited several times", () => {
  it("is made by its edits of the original, whatever they are", () => {
    const anyEdits = fc.array(fc.record({ at: fc.nat(60), length: fc.nat(8), newText: fc.string({ maxLength: 6 }) }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.array(anyEdits, { maxLength: 4 }), (original, rounds) => {
        let edited = new EditedText(original);
        for (const round of rounds) {
          const { text } = edited;
          let position = 0;
          const edits = round.flatMap(({ at, length, newText }) => {
            const start = Math.min(position + at, text.length);
            const end = Math.min(start + length, text.length);
            position = end;
            return [{ span: { start, end }, newText }];
          });
          const expected = applyEdits(text, edits);
          edited = edited.with(edits);
          expect(edited.text).toBe(expected);
        }
        expect(applyEdits(original, edited.edits)).toBe(edited.text);
      }),
      { numRuns: 500, seed: 11 },
    );
  });
});
