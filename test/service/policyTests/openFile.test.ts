/** A test file in the editor: what is underlined, suggested and offered. `|` is the cursor. */

import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { odooCatalogue } from "../../../server/src/catalogue/odooCatalogue";
import { bareEnvironment } from "../../../server/src/service/environment";
import { openTestFile } from "../../../server/src/service/policyTests/openTestFile";
import { testActions } from "../../../server/src/service/policyTests/testActions";
import { testCompletion } from "../../../server/src/service/policyTests/testCompletion";
import { testDiagnostics } from "../../../server/src/service/policyTests/testDiagnostics";
import { testLenses } from "../../../server/src/service/policyTests/testLenses";
import { snapshotOf } from "../../../server/src/service/snapshot";

const environment = { ...bareEnvironment, catalogue: await odooCatalogue(), clientCommands: true };

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
    return testDiagnostics(open(text), environment, hasSchema).map(
      ({ range, message }) => `${document.getText(range)}: ${message}`,
    );
  };

  it.each([
    [
      `{"tool": "odoo_serch_read"}`,
      '"odoo_serch_read": Neither the policy nor the catalogue knows "odoo_serch_read". Did you mean "odoo_search_read"?',
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
      `{"tool": "odoo_serch_read", "arguments": {"limit": "x"}, "expect": {"decision": "deny"}}`,
    ],
    ["a tool of another server", `{"tool": "github_api"}`],
    [
      "a sound call",
      `{"tool": "odoo_search_read", "arguments": {"model": "a"}, "expect": {"decision": "allow", "rule": "", "message": null}}`,
    ],
  ])("nothing in %s", (_, call) => {
    expect(underlined(file(call))).toEqual([]);
  });

  it("the shape of the file, unless the editor says that by the schema", () => {
    expect(underlined('{"tests": 3}', false)).toEqual(['3: "tests" must be a list in brackets, not the number 3.']);
    expect(underlined('{"tests": 3}', true)).toEqual([]);
  });

  it.each(["", "{", '{"tests": [{"calls": [{', "[]", '{"tests": [{"calls": [{"tool": "a", "expect": '])(
    "nothing that throws in %j",
    (text) => {
      for (let offset = 0; offset <= text.length; offset++) testCompletion(open(text), offset, environment);
      underlined(text, false);
      testLenses(open(text), environment);
      testActions(open(text), { start: 0, end: text.length });
    },
  );
});

describe("what is suggested", () => {
  const suggested = (marked: string) => {
    const offset = marked.indexOf("|");
    const text = marked.replace("|", "");
    const document = TextDocument.create(uri, "json", 0, text);
    const { items } = testCompletion(open(text), offset, environment);
    return items
      .sort((a, b) => String(a.sortText).localeCompare(String(b.sortText)))
      .map(({ textEdit }) => (textEdit && "range" in textEdit ? TextDocument.applyEdits(document, [textEdit]) : ""));
  };

  it("tools, those of the policy first", () => {
    const texts = suggested('{"tests": [{"calls": [{"tool": "|"}]}]}');
    expect(texts.slice(0, 3)).toEqual([
      '{"tests": [{"calls": [{"tool": "odoo_search_read"}]}]}',
      '{"tests": [{"calls": [{"tool": "odoo_unlink"}]}]}',
      '{"tests": [{"calls": [{"tool": "odoo_write"}]}]}',
    ]);
    expect(texts.length).toBeGreaterThan(100);
  });

  it("arguments of the tool", () => {
    expect(suggested('{"tests": [{"calls": [{"tool": "odoo_search_read", "arguments": {"|"}}]}]}')).toContain(
      '{"tests": [{"calls": [{"tool": "odoo_search_read", "arguments": {"model"}}]}]}',
    );
  });

  it("the rule that denies now, and its message", () => {
    const call = (expect: string) =>
      `{"tests": [{"calls": [{"tool": "odoo_search_read", "arguments": {"limit": 201}, "expect": {${expect}}}]}]}`;
    expect(suggested(call('"rule": "|"'))[0]).toBe(call('"rule": "/tools/odoo_search_read/deny_if/args.limit-gt"'));
    expect(suggested(call('"message": |'))).toEqual([call('"message": "Too many."')]);
  });

  it("counters of the policy", () => {
    expect(suggested('{"tests": [{"calls": [{"tool": "odoo_write", "expect": {"counters": {"|": 1}}}]}]}')).toEqual([
      '{"tests": [{"calls": [{"tool": "odoo_write", "expect": {"counters": {"tools/odoo_write/odoo_write_rate": 1}}}]}]}',
    ]);
  });

  it("nothing where the schema knows all", () => {
    expect(suggested('{"tests": [{"|"}]}')).toEqual([]);
    expect(suggested("|")).toEqual([]);
  });
});

describe("what is offered", () => {
  it("the new verdict, on the call that is decided otherwise", () => {
    const text = file(`{"tool": "odoo_write", "expect": {"decision": "deny"}}`, `{"tool": "odoo_write"}`);
    const at = (word: string) => ({ start: text.indexOf(word), end: text.indexOf(word) });
    const [action, ...others] = testActions(open(text), at('"expect"'));
    expect(others).toEqual([]);
    expect(action?.title).toBe("Accept the new verdict: allowed");
    const edits = action?.edit?.changes?.[uri] ?? [];
    expect(TextDocument.applyEdits(TextDocument.create(uri, "json", 0, text), edits)).toBe(
      file(`{"tool": "odoo_write", "expect": {"decision": "allow"}}`, `{"tool": "odoo_write"}`),
    );
    expect(testActions(open(text), { start: text.length, end: text.length })).toEqual([]);
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
