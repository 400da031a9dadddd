/** What fixing everything leaves of a text, and that it comes to an end. */
import { describe, expect, it } from "vitest";
import { codeActions } from "../../../server/src/service/actions/codeActions";
import { fixAll } from "../../../server/src/service/actions/fixAll";
import { bareEnvironment } from "../../../server/src/service/environment";
import { snapshotOf } from "../../../server/src/service/snapshot";

const fixed = (text: string): string => fixAll(text, bareEnvironment);

describe("a fix after which its problem is still there", () => {
  it("is not made: a version that the parser does not find again", () => {
    const text = '{"deny_if":[],"on_deny":{"hide""t\\u006fols": {}:["ssh_execute"],"version":"1","default":"deny"}}';
    expect(fixed(text).match(/"version"/g)).toHaveLength(1);
    expect(fixed(fixed(text))).toBe(fixed(text));
  });
  it("does not keep the others from being made", () => {
    const text = '{"deny_if":[],"on_deny":{"hide""t\\u006fols": {}:["a"],/* no */"version":"1","default":"deny"}}';
    expect(fixed(text)).toBe(text.replace("/* no */", ""));
  });
});

describe("a tool whose rules are no object", () => {
  const policy = (value: string) =>
    `{ "version": "1", "default": "deny", "tools": { "a": { "deny_if": [{ "conditions": [], "on_deny": "No." }] }, "b": ${value} } }`;
  it.each(["null", '"allow"', '"enabled"', "true", "[]", '["x"]', '"x"', "1", '""'])("is never opened: %s", (value) => {
    expect(fixed(policy(value))).toBe(policy(value));
    const text = policy(value);
    const range = { start: text.lastIndexOf('"b"'), end: text.length };
    const offered = codeActions(snapshotOf(text), bareEnvironment, range, undefined).map(({ title }) => title);
    expect(offered.filter((title) => title.startsWith("Replace it with {}, which allows every call"))).toHaveLength(1);
  });
  it.each(["false", '"deny"', '"Blocked"'])("is denied when that is what it says: %s", (value) => {
    expect(JSON.parse(fixed(policy(value))).tools.b).toEqual({ deny_if: [{ conditions: [] }] });
  });
  it("keeps the meaning that null has in an older dialect", () => {
    const older =
      '{ "version": "1", "default": "deny", "tools": { "a": { "action": "deny", "reason": "No." }, "b": null } }';
    expect(fixed(older)).toContain('"b": {}');
  });
});

describe("A8: a policy of an older dialect without a default", () => {
  const older = (tools: string, fields = "") => `{ "version": "1",${fields} "tools": ${tools} }`;
  it.each([
    '{ "a": { "action": "deny" } }',
    '{ "a": { "rules": [] }, "b": {} }',
    '{ "*": { "rate_limit": "5/minute" }, "a": {} }',
    '{ "a": { "require_approval": true } }',
  ])("is not converted before one is chosen, so that what it meant is still said: %s", (tools) => {
    expect(fixed(older(tools))).toBe(older(tools));
    expect(fixed(`{ "tools": ${tools} }`)).toContain(tools);
    const chosen = JSON.parse(fixed(older(tools, ' "default": "allow",')));
    expect(JSON.stringify(chosen)).not.toMatch(/action|rules|rate_limit|require_approval/);
  });
  it("has one where its star denies", () => {
    const text = older('{ "*": { "action": "deny" }, "a": { "rules": [] } }');
    expect(JSON.parse(fixed(text))).toEqual({ version: "1", default: "deny", tools: { a: {} } });
  });
});

describe("comments that are removed", () => {
  it.each([
    ["a header", '// A policy\n{\n  "version": "1"\n}\n', '{\n  "version": "1"\n}\n'],
    ["a header of two lines, and a blank one", '// a\n// b\n\n{ "version": "1" }', '{ "version": "1" }'],
    ["a header of a block", '/*\n * a\n */\r\n{ "version": "1" }', '{ "version": "1" }'],
    ["one before a field", '{\n  /* a */ "version": "1"\n}\n', '{\n  "version": "1"\n}\n'],
    ["one behind a field", '{\n  "version": "1" // a\n}\n', '{\n  "version": "1"\n}\n'],
    ["one between key and value", '{\n  "version": /* a */ "1"\n}\n', '{\n  "version": "1"\n}\n'],
    ["two on a line", '{\n  /* a */ /* b */\n  "version": "1"\n}\n', '{\n  "version": "1"\n}\n'],
    ["two without a blank", '{\n  /* a *//* b */ "version": "1"\n}\n', '{\n  "version": "1"\n}\n'],
    [
      "two lines between fields",
      '{\n  "version": "1",\n  // a\n  // b\n  "hide": ["a"]\n}\n',
      '{\n  "version": "1",\n  "hide": ["a"]\n}\n',
    ],
    [
      "one between blank lines",
      '{\n  "version": "1",\n\n  // a\n\n  "hide": ["a"]\n}\n',
      '{\n  "version": "1",\n\n  "hide": ["a"]\n}\n',
    ],
    [
      "one below a blank line",
      '{\n  "version": "1",\n\n  // a\n  "hide": ["a"]\n}\n',
      '{\n  "version": "1",\n\n  "hide": ["a"]\n}\n',
    ],
    ["one before a bracket", '{\n  "version": "1"\n  // a\n}\n', '{\n  "version": "1"\n}\n'],
    ["one at the end", '{ "version": "1" }\n// a', '{ "version": "1" }\n'],
    ["line ends of Windows", '{\r\n  // a\r\n  "version": "1"\r\n}\r\n', '{\r\n  "version": "1"\r\n}\r\n'],
  ])("leave clean text: %s", (_what, text, expected) => {
    // With the field that every policy needs, so that nothing else is fixed.
    const withDefault = (each: string) => each.replace('"1"', '"1", "default": "deny"');
    expect(fixed(withDefault(text))).toBe(withDefault(expected));
  });
});

describe("a merge conflict", () => {
  const text = [
    "{",
    '  "version": "1",',
    "<<<<<<< HEAD",
    '  "default": "deny", // ours',
    "||||||| base",
    '  "default": "deny",',
    "=======",
    '  "default": "allow",',
    ">>>>>>> other",
    '  "tools": { "a": { "limits": [] } }',
    "}",
    "",
  ].join("\n");

  it("is one problem, which says so", () => {
    const { problems } = snapshotOf(text);
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([["merge-conflict", "error"]]);
    expect(problems[0]?.message).toMatch(/merge conflict/);
    expect(text.slice(problems[0]?.span.start, problems[0]?.span.end)).toBe("<<<<<<< HEAD");
    expect(problems[0]?.related).toHaveLength(1);
  });
  it("is not fixed: no side is deleted", () => {
    expect(fixed(text)).toBe(text);
    expect(codeActions(snapshotOf(text), bareEnvironment, { start: 0, end: text.length }, ["quickfix"])).toEqual([]);
  });
  it("is seen where only its end is left, and with other line ends", () => {
    for (const left of [text.slice(text.indexOf(">>>>>>>")), text.replaceAll("\n", "\r\n")])
      expect(snapshotOf(left).problems.map(({ code }) => code)).toEqual(["merge-conflict"]);
  });
  it("is seen wherever a line of it is, and however much of the text can be read all the same", () => {
    const policy = '{\n"version": "1",\n"default": "deny",\n"tools": {\n"a": {\n"limits": [\n]\n},\n"b": {\n}\n}\n}\n';
    const commented = policy.replace("{", "{\n/*\n*/");
    const deep = policy.replace('"limits": [', `"limits": [\n${"[".repeat(2_000)}${"]".repeat(2_000)}`);
    for (const text of [policy, commented, deep])
      for (const [index, character] of [...text].entries())
        if (character === "\n") {
          const left = `${text.slice(0, index)}\n<<<<<<< HEAD${text.slice(index)}`;
          expect(
            snapshotOf(left).problems.map(({ code }) => code),
            left,
          ).toEqual(["merge-conflict"]);
        }
  });
  it("is not seen in a string, or in arrows", () => {
    const policy = '{ "version": "1", "default": "deny", "hide": ["<<<<<<< HEAD", ">>>>>>>>"] }';
    expect(snapshotOf(policy).problems.map(({ code }) => code)).not.toContain("merge-conflict");
  });
});

describe("a policy of another product", () => {
  it("is left alone, found by the fuzzer: it got a version", () => {
    const text = '{ "Statement": "x", "Statement": {}, "all_tools": [ "" ] }';
    expect(snapshotOf(text).foreign).toBeDefined();
    expect(fixed(text)).toBe(text);
  });
});
