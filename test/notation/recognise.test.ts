/** What a text is written in when it is not JSON, and what stays JSON that is being typed. */
import { describe, expect, it } from "vitest";
import { recogniseNotation } from "../../server/src/policy/text/notation";
import { applyEdits } from "../../server/src/policy/text/textEdit";
import { snapshotOf } from "../../server/src/service/snapshot";

const whole = '# A comment\nversion: "1"\ndefault: deny\ntools:\n  list_notes:\n    rules: []\n';

describe("YAML", () => {
  it.each([
    ["a whole policy", whole],
    ["with a document start", `---\n${whole}`],
    ["with line ends of Windows", whole.replaceAll("\n", "\r\n")],
    ["with a byte order mark", `\ufeff${whole}`],
    ["indented as a whole", whole.replace(/^/gm, "    ")],
    ["a block of tools", "create_issue:\n  rules:\n    - rate_limit: 5/hour\n"],
    ["a tool in quotes", '"*":\n  rate_limit: 60/minute\n'],
    ["in flow style below", "tools: {a: {rules: []}}\n"],
    ["only its beginning", "tools:\n"],
  ])("%s", (_, text) => {
    const { problems } = snapshotOf(text);
    expect(problems.map(({ code }) => code)).toEqual(["other-notation"]);
    expect(problems[0]?.message).toMatch(/^This is YAML\. The gateway reads JSON\./);
  });
  it("says that comments are lost", () => {
    expect(recogniseNotation(whole)?.message).toContain("Its comments are lost");
    expect(recogniseNotation("tools:\n  a: {}\n")?.message).toBe("This is YAML. The gateway reads JSON.");
  });
  it.each([
    ["Kubernetes", "apiVersion: v1\nkind: Pod\ntools:\n  a: b\n"],
    ["Compose", 'version: "3"\nservices:\n  web:\n    image: x\n'],
    ["another mapping", "name: x\non: push\n"],
    ["a sentence", "Note: this is text.\n"],
    ["a word that is typed", "ver"],
    ["a half-typed name", '"too'],
    ["JSON", '{ "version": "1" }'],
    ["JSON without its braces", '"tools": {\n  "a": {}\n}\n'],
    ["nothing", " \n"],
  ])("not %s", (_, text) => {
    expect(recogniseNotation(text)).toBeUndefined();
  });
});

describe("a Markdown block", () => {
  it("around JSON is taken away, with the words around it", () => {
    const text = 'Here it is:\n\n```json\n{ "version": "1", "default": "deny" }\n```\nGood luck!\n';
    const notation = recogniseNotation(text);
    expect(notation?.kind).toBe("fence");
    expect(applyEdits(text, notation?.edits ?? [])).toBe('{ "version": "1", "default": "deny" }\n');
    expect(snapshotOf(text).problems.map(({ code }) => code)).toEqual(["other-notation"]);
  });
  it("around YAML is YAML", () => {
    const notation = recogniseNotation(`\`\`\`yaml\n${whole}\`\`\`\n`);
    expect(notation?.kind).toBe("yaml");
    expect(notation?.message).toContain("YAML in a Markdown code block");
  });
  it("of something else is left alone", () => {
    expect(recogniseNotation("```sh\nnpm ci\n```\n")).toBeUndefined();
  });
});

describe("JSON with tokens of other languages", () => {
  it.each([
    ["single quotes", "{ 'version': '1', \"default\": 'deny' }", '{ "version": "1", "default": "deny" }'],
    ["quotes in quotes", "{ 'a': 'it\\'s \"x\"' }", '{ "a": "it\'s \\"x\\"" }'],
    ["curly quotes", "{ “version”: “1” }", '{ "version": "1" }'],
    ["an apostrophe in curly quotes", "{ “a”: “don’t” }", '{ "a": "don’t" }'],
    ["low quotes", "{ „version“: „1“ }", '{ "version": "1" }'],
    ["Python's words", '{ "a": True, "b": [None, False] }', '{ "a": true, "b": [null, false] }'],
    ["a quote behind a comment", "{ // why\n  'version': \"1\" }", '{ // why\n  "version": "1" }'],
    ["a word behind a comment", '{ "a": /* why */ None }', '{ "a": /* why */ null }'],
    ["a comment on its line", '{\n  # why\n  "version": "1"\n}', '{\n  "version": "1"\n}'],
    ["a comment behind a value", '{\n  "version": "1", # why\n}', '{\n  "version": "1",\n}'],
    ["a comment before the text", '# why\n\n{ "version": "1" }', '\n{ "version": "1" }'],
    ["the end of a Markdown block", '{ "version": "1" }\n```\n', '{ "version": "1" }\n\n'],
  ])("%s", (_, text, after) => {
    const notation = recogniseNotation(text);
    expect(notation?.kind).toBe("tokens");
    expect(applyEdits(text, notation?.edits ?? [])).toBe(after);
    expect(snapshotOf(text).problems.map(({ code }) => code)).toEqual(["other-notation"]);
  });
  it("all at once are one problem that names each", () => {
    const { problems } = snapshotOf("{\n  # why\n  'version': “1”,\n  \"tools\": None\n}");
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain("# comments, single quotes, curly quotes and True, False or None");
  });
  it.each([
    ["an apostrophe in a string", '{ "a": "don\'t", }'],
    ["a number sign in a string", '{ "a": "#1", }'],
    ["a word in a string", '{ "a": "None of it", }'],
    ["a name that is typed", "{ ver"],
    ["a name without quotes", '{ version: "1" }'],
    ["a comment of JavaScript", '{ // None of them don\'t #1\n "version": "1" }'],
    ["a quote that is not closed", "{ 'ver"],
    ["a # for a colon", '{ "version"#: "1", "default": "deny" }'],
    ["a # for a colon on a line of its own", '{\n  "version" # "1",\n  "default": "deny"\n}'],
    ["a # before the whole content", '{# "version": "1", "default": "deny"}'],
    ["marks in the middle of a member", '{\n  "version"```: "1",\n  "default": "deny"\n}'],
    ["a key None", '{ "a": 1, None: 2 }'.replace("None", "Nonesuch")],
  ])("not %s", (_, text) => {
    expect(recogniseNotation(text)).toBeUndefined();
  });
});

it("A merge conflict is not another notation", () => {
  expect(recogniseNotation(`<<<<<<< HEAD\n${whole}=======\n${whole}>>>>>>> other\n`)).toBeUndefined();
});
