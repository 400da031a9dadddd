/** A test file in the editor: what is underlined, suggested and offered. `|` is the cursor. */

import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { InsertTextFormat } from "vscode-languageserver-types";
import type { Tool, ToolCatalogue } from "../../../server/src/catalogue/catalogue";
import { odooCatalogue } from "../../../server/src/catalogue/odooCatalogue";
import { bareEnvironment } from "../../../server/src/service/environment";
import { openTestFile } from "../../../server/src/service/policyTests/openTestFile";
import { testActions } from "../../../server/src/service/policyTests/testActions";
import { testCompletion } from "../../../server/src/service/policyTests/testCompletion";
import { testDiagnostics } from "../../../server/src/service/policyTests/testDiagnostics";
import { testHover } from "../../../server/src/service/policyTests/testHover";
import { testLenses } from "../../../server/src/service/policyTests/testLenses";
import { snapshotOf } from "../../../server/src/service/snapshot";

/** A tool with arguments inside arguments. */
const nested = {
  name: "nested",
  summary: "",
  inputSchema: {
    type: "object",
    properties: {
      filter: { type: "object", properties: { state: { enum: ["open", "done"] } } },
      rows: {
        type: "array",
        items: { type: "object", properties: { id: { type: "integer" }, all: { type: "boolean" } } },
      },
    },
  },
};
const odoo = await odooCatalogue();
const catalogue: ToolCatalogue = {
  ...odoo,
  find: (name) => (name === "nested" ? ({ ...odoo.tools[0], ...nested } as Tool) : odoo.find(name)),
};
const environment = { ...bareEnvironment, catalogue, clientCommands: true };

const policy = snapshotOf(`{
  "version": "1", "default": "deny", "hide": ["odoo_unlink"],
  "tools": {
    "odoo_search_read": { "deny_if": [{ "conditions": [{ "path": "args.limit", "op": "gt", "value": 200 }], "on_deny": "Too many." }] },
    "odoo_write": { "limits": [{ "counter": "odoo_write_rate", "window": "minute", "max": 2, "scope": "grant" }] }
  }
}`);

const uri = "file:///w/crm.policy-test.json";
const open = (text: string, known: typeof policy | undefined = policy) => openTestFile(uri, text, () => known);
const file = (...calls: readonly string[]) => `{"tests": [{"name": "a", "calls": [${calls.join(", ")}]}]}`;

describe("what is underlined", () => {
  const underlined = (text: string, hasSchema = true) => {
    const document = TextDocument.create(uri, "json", 0, text);
    return testDiagnostics(open(text), environment, { hasSchema, isLenient: false }).map(
      ({ range, message }) => `${document.getText(range)}: ${message}`,
    );
  };

  it.each([
    [
      `{"tool": "odoo_serch_read"}`,
      '"odoo_serch_read": Neither the policy nor the tools of "Odoo Claude MCP" include "odoo_serch_read". Did you mean "odoo_search_read"?',
    ],
    [
      `{"tool": "odoo_write", "expect": {"decision": "allow", "rule": "(hidden)"}}`,
      '"(hidden)": An allowed call has no rule: this test can never pass.',
    ],
    [
      `{"tool": "odoo_write", "expect": {"decision": "deny", "rule": ""}}`,
      '"": A denied call has a rule: this test can never pass.',
    ],
    [
      `{"tool": "odoo_write", "expect": {"counters": {"tools/odoo_write/odoo_write_rat": 1}}}`,
      '"tools/odoo_write/odoo_write_rat": The policy has no counter "tools/odoo_write/odoo_write_rat". Did you mean "tools/odoo_write/odoo_write_rate"?',
    ],
    [
      `{"tool": "odoo_search_read", "expect": {"counters": {"tools/odoo_write/odoo_write_rate": 1}}}`,
      '"tools/odoo_write/odoo_write_rate": A call of "odoo_search_read" does not count "tools/odoo_write/odoo_write_rate": this test can never pass.',
    ],
    [
      `{"tool": "odoo_write", "expect": {"decision": "deny", "message": null}}`,
      "null: A denied call has a message: this test can never pass.",
    ],
    [
      `{"tool": "odoo_write", "expect": {"rule": "", "message": "No."}}`,
      '"No.": An allowed call has no message: this test can never pass.',
    ],
    [
      `{"tool": "odoo_unlink", "expect": {"rule": "(default deny)"}}`,
      '"(default deny)": The policy denies no call of "odoo_unlink" with this rule: this test can never pass. It can only be "(hidden)".',
    ],
    [
      `{"tool": "odoo_search_read", "expect": {"message": "Too mny."}}`,
      '"Too mny.": The policy denies no call of "odoo_search_read" with this message: this test can never pass. It can only be "Too many.".',
    ],
  ])("%s", (call, sentence) => {
    expect(underlined(file(call))).toEqual([sentence]);
  });

  it("arguments that the tool's own server would refuse", () => {
    const [first] = underlined(file(`{"tool": "odoo_search_read", "arguments": {"model": "a", "limit": "many"}}`));
    expect(first).toMatch(/^"many": /);
  });

  it.each([
    [
      "a call that is expected to be denied",
      `{"tool": "odoo_search_read", "arguments": {"limit": "x"}, "expect": {"decision": "deny"}}`,
    ],
    ["a tool of another server", `{"tool": "github_api"}`],
    [
      "a sound call",
      `{"tool": "odoo_search_read", "arguments": {"model": "a"}, "expect": {"decision": "allow", "rule": "", "message": null}}`,
    ],
  ])("nothing in %s", (_, call) => {
    expect(underlined(file(call))).toEqual([]);
  });

  it("an instant that the schema takes for one, and an empty file", () => {
    const wrong = file(`{"tool": "odoo_write", "at": "2026-13-45T09:00:00Z"}`);
    for (const hasSchema of [true, false])
      expect(underlined(wrong, hasSchema)).toEqual([
        '"2026-13-45T09:00:00Z": "at" must be an instant like "2026-01-01T09:00:00Z", not "2026-13-45T09:00:00Z".',
      ]);
    expect(underlined("")).toEqual([': The file is empty. A test file is an object with "tests".']);
  });

  it("a key that is written twice, once by whoever says it", () => {
    const text = file(`{"tool": "odoo_search_read", "arguments": {"model": "a", "model": "b"}}`);
    expect(underlined(text, true)).toEqual([]);
    expect(underlined(text, false)).toHaveLength(2);
  });

  it("comments, where the editor allows them", () => {
    const found = testDiagnostics(open('{"tests": [] // none\n}'), environment, { hasSchema: true, isLenient: true });
    expect(found.map(({ message }) => message)).toEqual(["JSON has no comments. Remove it."]);
  });

  it.each([
    [
      '{"policy": "x.json", "tests": []}',
      '"x.json": There is no "x.json" next to this file, so its tests cannot be run.',
    ],
    [
      '{"tests": []}',
      '{: There is no "x.json" next to this file, so its tests cannot be run. "policy" can name another.',
    ],
  ])("a policy that is not there: %s", (text, sentence) => {
    const document = TextDocument.create(uri, "json", 0, text);
    const missing = openTestFile(uri, text, () => ({ lookedFor: ["x.json"] }));
    const found = testDiagnostics(missing, environment, { hasSchema: true, isLenient: false });
    expect(found.map(({ range, message }) => `${document.getText(range)}: ${message}`)).toEqual([sentence]);
  });

  it("a policy of another product", () => {
    const foreign = snapshotOf('{ "Version": "2012-10-17", "Statement": [] }');
    const found = testDiagnostics(open('{"tests": []}', foreign), environment, { hasSchema: true, isLenient: false });
    expect(found.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^This is a policy of .*, not of an MCP gateway\. "policy" can name another\.$/),
    ]);
  });

  it("the shape of the file, unless the editor says that by the schema", () => {
    expect(underlined('{"tests": 3}', false)).toEqual(['3: "tests" must be a list in brackets, not the number 3.']);
    expect(underlined('{"tests": 3}', true)).toEqual([]);
  });

  it.each(["", "{", '{"tests": [{"calls": [{', "[]", '{"tests": [{"calls": [{"tool": "a", "expect": '])(
    "nothing that throws in %j",
    (text) => {
      for (let offset = 0; offset <= text.length; offset++)
        for (const hasSchema of [true, false]) {
          testCompletion(open(text), offset, environment, { hasSchema, policyPaths: () => ["crm.policy.json"] });
          testHover(open(text), offset, environment, hasSchema);
        }
      underlined(text, false);
      testLenses(open(text), environment);
      testActions(open(text), { start: 0, end: text.length });
    },
  );
});

describe("what is suggested", () => {
  /** The texts after each item was accepted, in the order of the list; `|` is the cursor, or where it is then. */
  const suggested = (marked: string, hasSchema = true, known: typeof policy | undefined = policy) => {
    const offset = marked.indexOf("|");
    const text = marked.replace("|", "");
    const document = TextDocument.create(uri, "json", 0, text);
    const { items } = testCompletion(open(text, known), offset, environment, {
      hasSchema,
      policyPaths: () => ["crm.policy.json", "../policy.json"],
    });
    return items
      .sort((a, b) => String(a.sortText).localeCompare(String(b.sortText)))
      .map(({ textEdit, insertTextFormat }) => {
        const applied = textEdit && "range" in textEdit ? TextDocument.applyEdits(document, [textEdit]) : "";
        return insertTextFormat === InsertTextFormat.Snippet
          ? applied.replace("$1", "|").replaceAll("\\$", "$")
          : applied;
      });
  };
  const around = (call: string) => `{"tests": [{"calls": [${call}]}]}`;
  const inCall = (call: string, hasSchema = true) => suggested(around(call), hasSchema);

  it.each([
    ["in quotes", '{"tool": "|"}'],
    ["without quotes", '{"tool": |}'],
    ["in a quote that is not closed yet", '{"tool": "|}'],
    ["half-typed, before a quote that closes nothing", '{"tool": "odo|, "repeat": 3}'],
  ])("tools %s, those of the policy first", (_, call) => {
    const after = call.replace(/(?:"\w*)?\|"?/, '"odoo_search_read"');
    const texts = inCall(call);
    expect(texts[0]).toBe(around(after));
    expect(texts.slice(1, 3)).toEqual([
      around(after.replace("odoo_search_read", "odoo_write")),
      around(after.replace("odoo_search_read", "odoo_unlink")),
    ]);
    expect(texts.length).toBeGreaterThan(100);
  });

  it("at the end of a text that breaks off", () => {
    expect(suggested('{"tests": [{"calls": [{"tool": "|')[0]).toBe('{"tests": [{"calls": [{"tool": "odoo_search_read"');
  });

  it("arguments of the tool, with a place for the value, the required ones first", () => {
    const call = (args: string) => `{"tool": "odoo_search_read", "arguments": ${args}}`;
    expect(inCall(call('{"|"}'))[0]).toBe(around(call('{"model": "|"}')));
    expect(inCall(call("{|}"))).toContain(around(call('{"fields": [|]}')));
    expect(inCall(call("{|}"))).toContain(around(call('{"limit": |}')));
    // Where a value or another argument is after the cursor, they are left right.
    expect(inCall(call('{"|": 3}'))).toContain(around(call('{"limit": 3}')));
    expect(inCall(call('{| "limit": 3}'))[0]).toBe(around(call('{"model": "|", "limit": 3}')));
    // What is there already is not offered again.
    expect(inCall(call('{"model": "a", |}')).join()).not.toContain('"model": "a", "model"');
  });

  it("fields of arguments, and of elements of lists", () => {
    expect(inCall('{"tool": "nested", "arguments": {"filter": {|}}}')).toEqual([
      around('{"tool": "nested", "arguments": {"filter": {"state": |}}}'),
    ]);
    expect(inCall('{"tool": "nested", "arguments": {"rows": [{"|"}]}}')).toEqual(
      ["id", "all"].map((name) => around(`{"tool": "nested", "arguments": {"rows": [{"${name}": |}]}}`)),
    );
  });

  it("values: what the policy compares with, and what the tool's schema lists", () => {
    expect(inCall('{"tool": "odoo_search_read", "arguments": {"limit": |}}')).toContain(
      around('{"tool": "odoo_search_read", "arguments": {"limit": 200}}'),
    );
    expect(inCall('{"tool": "nested", "arguments": {"filter": {"state": |}}}')).toEqual(
      ['"open"', '"done"'].map((value) => around(`{"tool": "nested", "arguments": {"filter": {"state": ${value}}}}`)),
    );
    expect(inCall('{"tool": "nested", "arguments": {"rows": [{"all": |}]}}')).toEqual(
      ["true", "false"].map((value) => around(`{"tool": "nested", "arguments": {"rows": [{"all": ${value}}]}}`)),
    );
  });

  it("the rules and messages of the tool, those that deny now first", () => {
    const call = (expect: string) => `{"tool": "odoo_search_read", "arguments": {"limit": 201}, "expect": {${expect}}}`;
    expect(inCall(call('"rule": "|"'))).toEqual([
      around(call('"rule": "/tools/odoo_search_read/deny_if/args.limit-gt"')),
    ]);
    expect(inCall(call('"message": |'))).toEqual([around(call('"message": "Too many."'))]);
    expect(inCall('{"tool": "odoo_write", "expect": {"rule": |}}')).toEqual([
      around('{"tool": "odoo_write", "expect": {"rule": "/tools/odoo_write/limits/odoo_write_rate"}}'),
    ]);
    expect(inCall('{"tool": "odoo_unlink", "expect": {"rule": |}}')).toEqual([
      around('{"tool": "odoo_unlink", "expect": {"rule": "(hidden)"}}'),
    ]);
  });

  it("counters that the call changes", () => {
    expect(inCall('{"tool": "odoo_write", "expect": {"counters": {"|": 1}}}')).toEqual([
      around('{"tool": "odoo_write", "expect": {"counters": {"tools/odoo_write/odoo_write_rate": 1}}}'),
    ]);
    expect(inCall('{"tool": "odoo_write", "expect": {"counters": {|}}}')).toEqual([
      around('{"tool": "odoo_write", "expect": {"counters": {"tools/odoo_write/odoo_write_rate": |}}}'),
    ]);
  });

  it("policies", () => {
    expect(suggested('{"policy": "|"}')).toEqual(['{"policy": "crm.policy.json"}', '{"policy": "../policy.json"}']);
  });

  it("nothing where the editor's schema knows all", () => {
    expect(suggested('{"tests": [{"|"}]}')).toEqual([]);
    expect(suggested("|")).toEqual([]);
    expect(inCall('{"tool": "odoo_write", |}')).toEqual([]);
  });

  it("the fields, to an editor that does not know the schema", () => {
    expect(suggested("{|}", false)).toEqual(['{"$schema": "|"}', '{"policy": "|"}', '{"tests": [|]}']);
    expect(suggested('{"tests": [{|}]}', false)).toEqual(['{"tests": [{"name": "|"}]}', '{"tests": [{"calls": [|]}]}']);
    expect(inCall('{"tool": "odoo_write", |}', false)).toEqual(
      [
        '"arguments": {|}',
        '"grant": "|"',
        '"at": "|"',
        '"after": "|"',
        '"repeat": |',
        '"every": "|"',
        '"expect": {|}',
      ].map((field) => around(`{"tool": "odoo_write", ${field}}`)),
    );
    expect(inCall('{"expect": {"decision": |}}', false)).toEqual([
      around('{"expect": {"decision": "allow"}}'),
      around('{"expect": {"decision": "deny"}}'),
    ]);
    expect(inCall('{"every": "|"}', false)[0]).toBe(around('{"every": "5s"}'));
    expect(inCall('{"tool": "odoo_search_read", "arguments": {"expect": {|}}}', false)).toEqual([]);
  });
});

describe("the hover", () => {
  const hovered = (marked: string, hasSchema = true) => {
    const found = testHover(open(marked.replace("|", "")), marked.indexOf("|"), environment, hasSchema);
    return found === null ? undefined : (found.contents as { value: string }).value;
  };

  it("says of a tool what it is, and what the policy does with it", () => {
    const text = hovered('{"tests": [{"calls": [{"tool": "odoo_wr|ite"}]}]}');
    expect(text).toContain("Medium risk");
    expect(text).toContain("In this policy: allowed, at most 2 calls a minute");
    expect(text).not.toContain("Simulate");
  });

  it("says of a field what it is for, unless the editor knows the schema", () => {
    expect(hovered('{"tests": [{"calls": [{"af|ter": "5s"}]}]}', false)).toContain("Time since the call before");
    expect(hovered('{"tests": [{"calls": [{"af|ter": "5s"}]}]}')).toBeUndefined();
    expect(hovered('{"tests": [{"calls": [{"after": "5|s"}]}]}')).toBeUndefined();
  });
});

describe("what is offered", () => {
  it("the new decision, on the call that is decided otherwise", () => {
    const text = file(`{"tool": "odoo_write", "expect": {"decision": "deny"}}`, `{"tool": "odoo_write"}`);
    const at = (word: string) => ({ start: text.indexOf(word), end: text.indexOf(word) });
    const [action, ...others] = testActions(open(text), at('"expect"'));
    expect(others).toEqual([]);
    expect(action?.title).toBe("Accept the new decision: allowed");
    const edits = action?.edit?.changes?.[uri] ?? [];
    expect(TextDocument.applyEdits(TextDocument.create(uri, "json", 0, text), edits)).toBe(
      file(`{"tool": "odoo_write", "expect": {"decision": "allow"}}`, `{"tool": "odoo_write"}`),
    );
    expect(testActions(open(text), { start: text.length, end: text.length })).toEqual([]);
  });

  it("nothing for a call that is being typed, or repetitions that alternate all the time", () => {
    for (const call of [
      `{"tool": "", "expect": {"decision": "allow"}}`,
      `{"tool": "odoo_write", "repeat": 2000, "every": "10s", "expect": {"decision": "allow"}}`,
    ])
      expect(testActions(open(file(call)), { start: 0, end: file(call).length })).toEqual([]);
  });

  it("to run each test, and all", () => {
    const lenses = testLenses(open('{"tests": [{"name": "a", "calls": []}, {"name": "b", "calls": []}]}'), environment);
    expect(lenses.map(({ command }) => [command?.title, command?.arguments])).toEqual([
      ["Run all tests", [{ uri }]],
      ["Run test", [{ uri, test: 0 }]],
      ["Run test", [{ uri, test: 1 }]],
    ]);
    expect(testLenses(open(file()), { ...environment, clientCommands: false })).toEqual([]);
  });
});
