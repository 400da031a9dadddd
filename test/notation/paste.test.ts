/** What is pasted in place of a text in another notation: the whole document after the paste is compared. */
import { beforeAll, describe, expect, it } from "vitest";
import { applyEdits } from "../../server/src/policy/text/textEdit";
import { convertPaste } from "../../server/src/service/actions/convertPaste";
import type { Environment } from "../../server/src/service/environment";
import { rangeOf, snapshotOf } from "../../server/src/service/snapshot";
import { worldWith } from "../rules/ruleTexts";

let world: Environment;
beforeAll(async () => {
  world = await worldWith();
});

const policy =
  "# Mine\nversion: '1'\ndefault: deny\ntools:\n  b_tool:\n    rules: []\n  c_tool:\n    rules:\n      - rate_limit: 5/hour\n";
const block = "b_tool:\n  rules: []\n";

/** The document with the paste at its `|`, and what the menu says; undefined where nothing is offered. */
async function paste(marked: string, text: string): Promise<readonly [after: string, title: string] | undefined> {
  const at = marked.indexOf("|");
  const before = marked.slice(0, at) + marked.slice(at + 1);
  const snapshot = snapshotOf(before);
  const span = { start: at, end: at };
  const range = rangeOf(snapshot, span);
  const params = { textDocument: { uri: snapshot.uri }, range, text };
  const { text: newText, title } = await convertPaste(snapshot, world, params);
  return newText === null ? undefined : [applyEdits(before, [{ span, newText }]), title];
}

describe("pasted", () => {
  it("YAML is a policy in an empty document", async () => {
    const [after, title] = (await paste("|", policy)) ?? [];
    expect(title).toBe("Paste as a policy in JSON, without its comments");
    expect(JSON.parse(after ?? "")).toMatchObject({ version: "1", default: "deny", tools: { b_tool: {} } });
  });
  it("a block of tools is wrapped in an empty document", async () => {
    const [after] = (await paste("\n|\n", block)) ?? [];
    expect(JSON.parse(after ?? "")).toEqual({ version: "1", default: "deny", tools: { b_tool: {} } });
  });
  it.each([
    [
      "on a line of its own",
      '{\n  "tools": {\n    "a_tool": {},\n    |\n  }\n}',
      block,
      '{\n  "tools": {\n    "a_tool": {},\n    "b_tool": {}\n  }\n}',
    ],
    [
      "behind a tool",
      '{\n  "tools": {\n    "a_tool": {}|\n  }\n}',
      block,
      '{\n  "tools": {\n    "a_tool": {},\n    "b_tool": {}\n  }\n}',
    ],
    [
      "before a tool",
      '{\n  "tools": {\n    |\n    "a_tool": {}\n  }\n}',
      block,
      '{\n  "tools": {\n    "b_tool": {},\n    "a_tool": {}\n  }\n}',
    ],
    [
      "of a policy without a default",
      '{\n  "tools": {\n    |\n  }\n}',
      "version: '1'\ntools:\n  b_tool:\n    rules: []\n",
      '{\n  "tools": {\n    "b_tool": {}\n  }\n}',
    ],
    [
      "of a whole policy",
      '{\n  "tools": {\n    |\n  }\n}',
      policy,
      '{\n  "tools": {\n    "b_tool": {},\n    "c_tool": {\n      "limits": [\n        {\n          "counter": "c_tool_rate",\n          "window": "hour",\n          "max": 5,\n          "scope": "grant"\n        }\n      ]\n    }\n  }\n}',
    ],
  ])("tools fit into tools %s", async (_, marked, text, after) => {
    expect((await paste(marked, text))?.[0]).toBe(after);
  });
  it.each([
    ["JSON", "|", '{ "version": "1" }'],
    ["a word", "|", "deny"],
    ["YAML that cannot be read", "|", "tools:\n  a: {}\n  a: {}\n"],
    ["YAML inside of a rule", '{ "tools": { "a_tool": { | } } }', block],
    ["a policy that hides tools into tools", '{ "tools": { | } }', `hide: [x]\n${policy}`],
    ["YAML into another product's policy", '{ "Version": "x", "Statement": [{}] |}', block],
  ])("%s is left as it is", async (_, marked, text) => {
    expect(await paste(marked, text)).toBeUndefined();
  });
});
