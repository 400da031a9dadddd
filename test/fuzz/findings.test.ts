/** What the long run has found, each reduced to the smallest case. */
import { describe, expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { codeActions } from "../../server/src/service/actions/codeActions";
import { fixAll } from "../../server/src/service/actions/fixAll";
import { formatPolicy } from "../../server/src/service/actions/formatting";
import { complete } from "../../server/src/service/completion/completion";
import { bareEnvironment } from "../../server/src/service/environment";
import { snapshotOf, takeSnapshot } from "../../server/src/service/snapshot";
import { apply } from "../service/completion/completionFixture";
import { world } from "./service";

describe("a `tools` that a later one replaces", () => {
  test("is checked for its syntax, since the text is no JSON with it", () => {
    const { problems } = snapshotOf('{"version": "1", "default": "deny", "tools": {"a": tru}, "tools": {}}');
    expect(problems.map(({ code }) => code)).toContain("syntax");
  });

  test("is checked for its literals, however the text is read", () => {
    const text = '{"version": "1", "default": "deny", "tools": {"\\ud800": {}}, "tools": {}}';
    const codes = (read: string) => snapshotOf(read).problems.map(({ code }) => code);
    // A comment makes the parser read the text in one piece.
    expect(codes(text)).toEqual(codes(`${text} //`).filter((code) => code !== "comment"));
  });
});

describe("a comment that does not end", () => {
  test.each(["/*", '{"version": "1"} /*'])("ends with the text: %s", (text) => {
    for (const { span } of snapshotOf(text).problems) expect(span.end).toBeLessThanOrEqual(text.length);
  });
});

describe("a sound tool beside a broken one", () => {
  test("has the same problems whatever was there before, and wherever the broken one stands", () => {
    const limit = '"a": { "limits": [{ "window": "minute", "max": 1, "scope": "grant" }] }';
    for (let width = 1; width < 80; width++) {
      const policy = (between: string) =>
        `{\n  "version": "1", "default": "deny",\n  "tools": {\n    "${"x".repeat(width)}"${between}\n    ${limit}\n  }\n}`;
      const sound = snapshotOf(policy(": {},"));
      const broken = TextDocument.create(sound.uri, "mcp-policy", 1, policy(" {},"));
      expect(takeSnapshot(broken, sound).problems).toEqual(snapshotOf(broken.getText()).problems);
      expect(snapshotOf(broken.getText()).problems.map(({ code }) => code)).toContain("missing-field");
    }
  });
});

describe("a fix that removes several neighbours", () => {
  const limit = (max: number) => `{ "counter": "c", "window": "day", "max": ${max}, "scope": "grant" }`;
  const only = (max: number) => ({ limits: [JSON.parse(limit(max))] });
  test.each([
    [9, 2, 1],
    [1, 2, 9],
    [2, 1, 9],
    [9, 8, 2, 1, 3, 4],
  ])("makes edits that do not overlap: %j", (...counts) => {
    const text = `{ "version": "1", "default": "deny", "tools": { "a": { "limits": [${counts.map(limit).join(", ")}] } } }`;
    const snapshot = snapshotOf(text);
    const actions = codeActions(snapshot, bareEnvironment, { start: 0, end: text.length }, undefined);
    const keep = actions.find(({ title }) => title.startsWith("Keep only"));
    const edits = keep?.edit?.changes?.[snapshot.uri] ?? [];
    expect(JSON.parse(TextDocument.applyEdits(snapshot.textDocument, edits)).tools.a).toEqual(only(1));
  });

  test("in hide too", () => {
    const text = '{ "version": "1", "default": "deny", "hide": ["a", "a", "b", "a"], "tools": { "a": {} } }';
    const snapshot = snapshotOf(text);
    const actions = codeActions(snapshot, bareEnvironment, { start: 0, end: text.length }, undefined);
    const show = actions.find(({ title }) => title.startsWith("Show the tool"));
    const edits = show?.edit?.changes?.[snapshot.uri] ?? [];
    expect(JSON.parse(TextDocument.applyEdits(snapshot.textDocument, edits)).hide).toEqual(["b"]);
  });
});

describe("a text that is nested deeper than the formatter can indent", () => {
  test.each([150, 199, 200, 201, 255, 300])("stays as it is: %d levels", (levels) => {
    const options = { tabSize: 2, insertSpaces: true };
    const list = `${"[".repeat(levels)}1,2${"]".repeat(levels)}`;
    for (const text of [list, `{ "version": "1", "default": "deny", "x": ${list} }`])
      expect(formatPolicy(snapshotOf(text), bareEnvironment, options)).toEqual([]);
  });
});

describe("a line that is indented by exactly 200 columns, for which the library has no white space", () => {
  const nested = (levels: number) => `${"[".repeat(levels)}1,2${"]".repeat(levels)}`;

  test.each([1, 2, 4, 8])("is laid out or left as it is: %d columns a level", (tabSize) => {
    const options = { tabSize, insertSpaces: true };
    for (let levels = 200 / tabSize - 3; levels < 200 / tabSize + 3; levels++) {
      const snapshot = snapshotOf(`{ "version": "1", "default": "deny", "x": ${nested(levels)} }`);
      const edits = formatPolicy(snapshot, bareEnvironment, options);
      expect(JSON.parse(TextDocument.applyEdits(snapshot.textDocument, edits))).toEqual(
        JSON.parse(snapshot.document.text),
      );
    }
  });

  test.each([2, 4, 8])("is written into without a layout: %d columns a level", (columns) => {
    const gap = " ".repeat(columns);
    for (let levels = 200 / columns - 6; levels < 200 / columns + 6; levels++) {
      const limit = `{ "counter": "a_rate", "window": "minute", "max": ${nested(levels)} }`;
      const text = `{\n${gap}"version": "1", "default": "deny", "tools": { "a": { "limits": [${limit}] } }\n}`;
      const snapshot = snapshotOf(text);
      const actions = codeActions(snapshot, bareEnvironment, { start: 0, end: text.length }, undefined);
      const add = actions.find(({ title }) => title === 'Add "scope": "grant"');
      const edits = add?.edit?.changes?.[snapshot.uri] ?? [];
      expect(JSON.parse(TextDocument.applyEdits(snapshot.textDocument, edits)).tools.a.limits[0].scope).toBe("grant");
    }
  });
});

describe("a character between two tools that only looks like white space", () => {
  test.each(["\ufeff", "\u00a0", "\u2028", "\v"])("is a mistake: %j", (character) => {
    for (const place of [`}${character},`, `},${character}`]) {
      const text = `{\n  "version": "1",\n  "default": "deny",\n  "tools": {\n    "a": {\n    ${place}\n    "b": {}\n  }\n}`;
      expect(() => JSON.parse(text)).toThrow();
      expect(snapshotOf(text).problems.map(({ severity }) => severity)).toContain("error");
    }
  });
});

describe("a field that is added where a key stands twice", () => {
  const first = '"limits": [{ "counter": "a_rate", "window": "minute", "max": 1, "scope": "grant" }]';

  test.each([
    `{ "version": "1", "default": "deny", "tools": {}, "all_tools": { ${first}, "limits": [{}] } }`,
    `{ "version": "1", "default": "deny", "tools": { "a": { ${first} "limits": [{ } } }`,
  ])("is not put into the earlier one: %s", (text) => {
    const snapshot = snapshotOf(text);
    const actions = codeActions(snapshot, bareEnvironment, { start: 0, end: text.length }, undefined);
    expect(actions.map(({ title }) => title)).toContain('Remove the earlier "limits", which does not count');
    expect(actions.filter(({ title }) => title.startsWith("Add"))).toEqual([]);
  });
});

describe("a # that is no comment", () => {
  test.each([
    '{"version"#: "1", "default": "deny"}',
    '{\n  "version"#: "1",\n  "default": "deny"\n}',
    '{\n  "version" # "1",\n  "default": "deny"\n}',
    '{\n  "version"```: "1",\n  "default": "deny"\n}',
  ])("is not taken out with what comes after it: %s", (text) => {
    expect(fixAll(text, world)).toContain('"1"');
    expect(snapshotOf(text).problems.map(({ code }) => code)).toContain("syntax");
  });

  test("is none beside a single quote either, which is still put right", () => {
    expect(fixAll('{ \'version\'#: "1", "default": "deny" }', world)).toContain('"version"#: "1"');
  });
});

describe("a name that is completed between a value and its comma", () => {
  const text = '{\r\n "version" :\t"1" ,\r\n "default" :\t"deny" ,\r\n "all_tools" :\t{\r\n  "limits" :\t[]\r\n }\r\n}';

  test("goes to a line of its own, with no blank left behind the value", () => {
    const snapshot = snapshotOf(text);
    const { items } = complete(snapshot, 43, { ...world, snippets: false });
    const item = items.find(({ label }) => label === "hide");
    const after = item && apply({ snapshot, offset: 43, items }, item);
    expect(after).toBe(text.replace('"deny" ,', '"deny",\n "hide": [],'));
  });
});

describe("the content of `tools` in which a bracket is missing", () => {
  const text = '{\n  "a": { "limits": [] },\n  "b": {\n    "deny_if": [],\n  "c": {}\n}\n';

  test("is not wrapped unasked: what is whose is a guess, and another one once it is indented", () => {
    const snapshot = snapshotOf(text);
    expect(snapshot.problems.map(({ code }) => code)).toEqual(expect.arrayContaining(["bare-fragment", "syntax"]));
    expect(fixAll(text, world)).toBe(text);
    const actions = codeActions(snapshot, bareEnvironment, { start: 0, end: text.length }, undefined);
    expect(actions.map(({ title }) => title)).toContain('Put the policy around it, with "default": "deny"');
  });

  test("is wrapped when it is there", () => {
    expect(JSON.parse(fixAll('{\n  "a": {}, // x\n}', world))).toEqual({
      version: "1",
      default: "deny",
      tools: { a: {} },
    });
  });
});
