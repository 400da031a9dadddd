/** B3: a tool that is renamed keeps its tests: they are about the same calls, and come out the same. */
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { readPolicyTests } from "../../../server/src/policyTests/readPolicyTests";
import { runPolicyTest } from "../../../server/src/policyTests/runPolicyTests";
import { filesAbout, policyMentions } from "../../../server/src/service/navigation/mentions";
import { rename, workspaceEdit } from "../../../server/src/service/navigation/rename";
import { testMentions } from "../../../server/src/service/policyTests/testMentions";
import { snapshotOf } from "../../../server/src/service/snapshot";

const policy = `{
  "version": "1",
  "default": "deny",
  "hide": ["odoo_unlink"],
  "tools": {
    "odoo_write": {
      "require": [{ "conditions": [{ "path": "args.model", "op": "eq", "value": "crm.lead" }] }],
      "limits": [{ "counter": "odoo_write_rate", "window": "minute", "max": 1, "scope": "grant" }]
    }
  }
}
`;

const tests = `{
  "policy": "crm.policy.json",
  "tests": [
    {
      "name": "odoo_write",
      "calls": [
        { "tool": "odoo_write", "arguments": { "model": "crm.lead", "tool": "odoo_write" },
          "expect": { "decision": "allow", "counters": { "tools/odoo_write/odoo_write_rate": 1 } } },
        { "tool": "odoo_write", "arguments": { "model": "crm.lead" },
          "expect": { "decision": "deny", "rule": "/tools/odoo_write/limits/odoo_write_rate" } },
        { "tool": "odoo_write", "arguments": { "model": "res.users" },
          "expect": { "message": "Denied by rule \\"/tools/odoo_write/require/args.model-eq\\"" } },
        { "tool": "odoo_unlink", "expect": { "rule": "(hidden)", "message": "Tool \\"odoo_unlink\\" is hidden by policy" } }
      ]
    }
  ]
}
`;

const policyUri = "file:///w/crm.policy.json";
const testUri = "file:///w/crm.policy-test.json";

/** The policy and the tests after a rename. */
function renamed(tool: string, newName: string, testText = tests): readonly string[] {
  const snapshot = snapshotOf(policy, policyUri);
  const names = [tool, newName];
  const files = [policyMentions(snapshot, names, 1), testMentions(testUri, testText, names, null)];
  const result = rename(snapshot, policy.indexOf(`"${tool}"`) + 2, newName, files);
  if ("refused" in result) throw new Error(result.refused);
  return [
    [policyUri, policy],
    [testUri, testText],
  ].map(([uri = "", text = ""]) =>
    TextDocument.applyEdits(
      TextDocument.create(uri, "json", 0, text),
      result.files.find((file) => file.uri === uri)?.edits ?? [],
    ),
  );
}

function failures(policyText: string, testText: string): number {
  const { policy: read } = snapshotOf(policyText);
  return readPolicyTests(testText).tests.flatMap((test) => runPolicyTest(read, test).failures).length;
}

describe("a rename", () => {
  it.each([
    ["odoo_write", "odoo_store"],
    ["odoo_write", 'say "hi" / \\'],
    ["odoo_unlink", "odoo_remove"],
  ])("B3 of %s to %s leaves its tests as green as they were", (tool, newName) => {
    expect(failures(policy, tests)).toBe(0);
    const [newPolicy = "", newTests = ""] = renamed(tool, newName);
    expect(failures(newPolicy, newTests)).toBe(0);
    expect(failures(policy, newTests)).toBeGreaterThan(0);
  });

  it("B3 changes calls and what they expect of the tool, and nothing else", () => {
    const [, text] = renamed("odoo_write", "odoo_store");
    expect(text).toBe(
      tests
        .replaceAll('"tool": "odoo_write", "arguments"', '"tool": "odoo_store", "arguments"')
        .replaceAll("tools/odoo_write/", "tools/odoo_store/"),
    );
  });

  it("B3 leaves the tests of another policy alone, and half-typed ones whole", () => {
    const others = tests.replace("crm.policy.json", "other.policy.json");
    expect(renamed("odoo_write", "odoo_store", others)[1]).toBe(others);
    const halfTyped = tests.slice(0, tests.indexOf('"arguments"'));
    expect(renamed("odoo_write", "odoo_store", halfTyped)[1]).toBe(
      halfTyped.replace('"tool": "odoo_write"', '"tool": "odoo_store"'),
    );
    expect(renamed("odoo_write", "odoo_store", '{"tests": 7}')[1]).toBe('{"tests": 7}');
  });

  it("B3 is one edit with versions, for an editor that knows them", () => {
    const files = [
      { uri: policyUri, version: 7, edits: [] },
      { uri: testUri, version: null, edits: [] },
    ];
    expect(workspaceEdit(files, true)).toEqual({
      documentChanges: [
        { textDocument: { uri: policyUri, version: 7 }, edits: [] },
        { textDocument: { uri: testUri, version: null }, edits: [] },
      ],
    });
  });

  it("tests of a policy that does not name the tool are not about it", () => {
    const names = ["odoo_read"];
    const about = testMentions(testUri, tests.replaceAll("odoo_write", "odoo_read"), names, null);
    expect(filesAbout([policyMentions(snapshotOf(policy, policyUri), names, 1), about], "odoo_read")).toEqual([]);
  });
});
