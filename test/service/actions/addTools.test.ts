import { expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { readCatalogue } from "../../../server/src/catalogue/catalogue";
import { addTools } from "../../../server/src/service/actions/addTools";
import { bareEnvironment } from "../../../server/src/service/environment";
import { snapshotOf } from "../../../server/src/service/snapshot";

const env = {
  ...bareEnvironment,
  catalogue: readCatalogue({
    tools: [
      { name: "read", category: "Read", risk: "Low" },
      { name: "run", category: "Execute", risk: "High" },
      { name: "wipe", category: "Destructive", risk: "Critical" },
      { name: "pay", category: "Financial", risk: "Critical" },
      { name: "__proto__", category: "Read", risk: "Low" },
    ],
  }),
};

/** The text after adding, and what was added. */
function afterAdding(text: string, ...tools: string[]): string {
  const snapshot = snapshotOf(text);
  const { edits, added } = addTools(snapshot, { textDocument: snapshot, tools }, env);
  return `${TextDocument.applyEdits(snapshot.textDocument, [...edits])}// ${added.join()}`;
}

test("each tool gets its recommended rule, in the layout of the text", () => {
  const text = `{\r\n\t"version": "1",\r\n\t"default": "deny",\r\n\t"tools": {\r\n\t\t"mine": {}\r\n\t}\r\n}\r\n`;
  expect(
    afterAdding(text, "run", "wipe", "read", "pay").replaceAll("\r\n", "⏎\n").replaceAll("\t", "→"),
  ).toMatchInlineSnapshot(`
    "{⏎
    →"version": "1",⏎
    →"default": "deny",⏎
    →"hide": [⏎
    →→"wipe"⏎
    →],⏎
    →"tools": {⏎
    →→"mine": {},⏎
    →→"run": {⏎
    →→→"limits": [⏎
    →→→→{⏎
    →→→→→"counter": "run_rate",⏎
    →→→→→"window": "minute",⏎
    →→→→→"max": 10,⏎
    →→→→→"scope": "grant"⏎
    →→→→}⏎
    →→→]⏎
    →→},⏎
    →→"read": {},⏎
    →→"pay": {⏎
    →→→"deny_if": [⏎
    →→→→{⏎
    →→→→→"conditions": [],⏎
    →→→→→"on_deny": "Requires human approval."⏎
    →→→→}⏎
    →→→]⏎
    →→}⏎
    →}⏎
    }⏎
    // run,wipe,read,pay"
  `);
});

test("tools that the policy names already, and tools of no catalogue, are passed over", () => {
  const text = '{"version":"1","default":"deny","hide":["wipe"],"tools":{"run":{}}}';
  expect(afterAdding(text, "run", "wipe", "unknown")).toBe(`${text}// `);
  expect(afterAdding(text, "run", "read", "read", "unknown")).toBe(
    '{"version":"1","default":"deny","hide":["wipe"],"tools":{"run":{}, "read": {}}}// read',
  );
});

test.each(["", "\n", "{}", '{"version":"1","default":"deny"}', '{"tools":{}}', '{"hide":[],"tools":{}}'])(
  "all tools can be added to %j, and the result has them all",
  (text) => {
    const result = afterAdding(text, "read", "run", "wipe", "pay", "__proto__");
    expect(result).toMatch(/\/\/ read,run,wipe,pay,__proto__$/);
    const { policy, document } = snapshotOf(result.slice(0, result.lastIndexOf("//")));
    expect(document.problems).toEqual([]);
    expect([...policy.tools.keys()]).toEqual(["read", "run", "pay", "__proto__"]);
    expect([...policy.hide.keys()]).toEqual(["wipe"]);
    if (text.trim() === "") expect(policy.default).toBe("deny");
  },
);

test("what is no object is left alone, and so is what is no list of names", () => {
  for (const text of ["[]", "7", '{"tools":7}', '{"tools":[]}'])
    expect(afterAdding(text, "read"), text).toBe(`${text}// `);
  const snapshot = snapshotOf("{}");
  const malformed = { textDocument: snapshot, tools: 7 as unknown as string[] };
  expect(addTools(snapshot, malformed, env)).toEqual({ edits: [], added: [] });
});

test("half-typed text behind the last tool stays", () => {
  const result = afterAdding('{"version":"1","default":"deny","tools":{"mine":{"limits":[{"max":}]}}}', "read");
  expect(result).toBe('{"version":"1","default":"deny","tools":{"mine":{"limits":[{"max":}]}, "read": {}}}// read');
});

test("somebody else's document stays, and so does one that is too large", () => {
  const snapshot = snapshotOf("{}");
  const params = { textDocument: snapshot, tools: ["read"] };
  expect(addTools(snapshot, params, env).added).toEqual(["read"]);
  expect(addTools({ ...snapshot, foreign: "AWS IAM policy" }, params, env).edits).toEqual([]);
  expect(addTools({ ...snapshot, isOversized: true }, params, env).edits).toEqual([]);
});
