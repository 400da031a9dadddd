/** What formatting keeps of the author's lines, and the compact layout. */
import { describe, expect, it } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { formatOnType, formatPolicy, whyNotFormatted } from "../../../server/src/service/actions/formatting";
import { bareEnvironment, type Environment } from "../../../server/src/service/environment";
import { readSettings } from "../../../server/src/service/settings";
import { snapshotOf } from "../../../server/src/service/snapshot";

const editor = { tabSize: 2, insertSpaces: true };
const compact: Environment = { ...bareEnvironment, settings: readSettings({ format: { layout: "compact" } }) };

function formatted(text: string, environment = bareEnvironment, options: Parameters<typeof formatPolicy>[2] = editor) {
  const snapshot = snapshotOf(text);
  return TextDocument.applyEdits(snapshot.textDocument, formatPolicy(snapshot, environment, options));
}

const header = '{\n  "version": "1",\n  "default": "deny"';

describe("the end of the file", () => {
  it.each(["", "\n", "\r\n"])("stays as it is: %j", (end) => {
    const text = `${header}\n}`.replaceAll("\n", end === "\r\n" ? end : "\n");
    expect(formatted(text + end)).toBe(text + end);
  });
  it("keeps one line end of several", () => expect(formatted(`${header}\n}\n\n \n`)).toBe(`${header}\n}\n`));
  it("gets one where the editor says so", () =>
    expect(formatted(`${header}\n}`, bareEnvironment, { ...editor, insertFinalNewline: true })).toBe(`${header}\n}\n`));
});

describe("a blank line between entries", () => {
  const text = `${header},\n\n  "hide": [\n    "a",\n\n    "b"\n  ],\n\n  "tools": {\n    "c": {},\n\n    "d": {}\n  }\n}\n`;
  it("stays", () => expect(formatted(text)).toBe(text));
  it("stays with other line ends", () => {
    const crlf = text.replaceAll("\n", "\r\n");
    expect(formatted(crlf)).toBe(crlf);
  });
  it("is what becomes of several", () => expect(formatted(text.replaceAll("\n\n", "\n \n\t\n\n"))).toBe(text));
  it("goes after an opening bracket, before a closing one and around a colon", () => {
    const loose = `{\n\n  "version":\n\n  "1",\n  "default": "deny"\n\n}\n`;
    expect(formatted(loose)).toBe(`${header}\n}\n`);
  });
  it("stays around comments, which stay on their lines", () => {
    const commented = `${header}, // last\n\n  // the tools\n  /* all of them */\n  "tools": {\n    /* no */ "c": {}\n  }\n}\n`;
    expect(formatted(commented)).toBe(commented);
  });
});

describe("the compact layout", () => {
  const condition = (value: string) => `{ "path": "args.query", "op": "regex", "value": "${value}" }`;
  const policyOf = (one: string) =>
    `${header},\n  "hide": ["a", "b"],\n  "tools": {\n    "pay": {\n      "deny_if": [\n        {\n          "conditions": [\n            ${one}\n          ],\n          "on_deny": "No."\n        }\n      ],\n      "limits": [\n        { "counter": "c", "window": "day", "max": 1, "scope": "grant" }\n      ]\n    },\n    "open": {}\n  }\n}\n`;

  it("puts a condition, a limit and the names in hide on one line each", () => {
    const text = policyOf(condition("^a$"));
    expect(formatted(JSON.stringify(JSON.parse(text)), compact)).toBe(text.trimEnd());
    expect(formatted(formatted(text), compact)).toBe(text);
    expect(formatted(text, compact)).toBe(text);
  });
  it("puts a condition with a list of values on one line", () => {
    const text = policyOf('{ "path": "args.query", "op": "in", "value": ["a", "b"] }');
    expect(formatted(formatted(text), compact)).toBe(text);
  });
  it("makes no line longer than 120 columns, with the comma behind it", () => {
    const width = (text: string) => Math.max(...text.split("\n").map((line) => line.length));
    for (const [length, isJoined] of [
      [120 - 12 - condition("").length, true],
      [121 - 12 - condition("").length, false],
    ] as const) {
      const text = policyOf(condition("x".repeat(length)));
      const result = formatted(text, compact);
      expect(result === text).toBe(isJoined);
      expect(width(result)).toBeLessThanOrEqual(120);
    }
    const two = policyOf(`${condition("x".repeat(120 - 12 - condition("").length))},\n            ${condition("y")}`);
    expect(formatted(two, compact)).not.toBe(two);
  });
  it("counts a tab as the editor does", () => {
    const text = policyOf(condition("x".repeat(120 - 24 - condition("").length)));
    const tabs = formatted(text, compact, { tabSize: 4, insertSpaces: false });
    expect(tabs).toContain(`\t\t\t\t\t\t{ "path"`);
    expect(formatted(text.replace('"xx', '"xxx'), compact, { tabSize: 4, insertSpaces: false })).toContain(
      "\t\t\t\t\t\t{\n",
    );
  });
  it("leaves what has a comment or a blank line inside on its lines", () => {
    const text = `${header},\n  "hide": [\n    "a",\n\n    "b"\n  ],\n  "all_tools": {\n    "limits": [\n      // one\n    ]\n  }\n}\n`;
    expect(formatted(text, compact)).toBe(text);
  });
  it("is not what is written without the setting", () => {
    expect(formatted(policyOf(condition("a")))).toContain('{\n              "path"');
  });
  it("joins a line as a whole, also where the range ends within", () => {
    const text = formatted(policyOf(condition("^a$")));
    const snapshot = snapshotOf(text);
    const line = text.slice(0, text.indexOf('"path"')).split("\n").length - 1;
    const range = { start: { line, character: 0 }, end: { line, character: 30 } };
    const edits = formatPolicy(snapshot, compact, editor, range);
    expect(TextDocument.applyEdits(snapshot.textDocument, edits)).toContain(`\n            ${condition("^a$")}\n`);
    expect(TextDocument.applyEdits(snapshot.textDocument, edits)).toContain('"hide": [\n');
  });
  it("joins nothing while a line is typed, and splits nothing that fits", () => {
    for (const text of [formatted(policyOf(condition("^a$"))), policyOf(condition("^a$"))]) {
      const snapshot = snapshotOf(text);
      for (let line = 0; line < snapshot.textDocument.lineCount; line++)
        expect(formatOnType(snapshot, compact, editor, line)).toEqual([]);
    }
  });
});

describe("a text of many changes", () => {
  it("is given one edit", () => {
    const text = JSON.stringify({
      version: "1",
      default: "deny",
      tools: Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`tool_${index}`, { limits: [] }])),
    });
    const snapshot = snapshotOf(text);
    const edits = formatPolicy(snapshot, bareEnvironment, editor);
    expect(edits).toHaveLength(1);
    expect(TextDocument.applyEdits(snapshot.textDocument, edits)).toBe(JSON.stringify(JSON.parse(text), null, 2));
  });
});

describe("a text that is not formatted", () => {
  it.each(["version: 1\ndefault: deny\n", "{#", '{\n<<<<<<< HEAD\n  "version": "1"\n=======\n>>>>>>> b\n}', '{ "a": '])(
    "has a reason: %j",
    (text) => {
      expect(formatted(text)).toBe(text);
      expect(whyNotFormatted(snapshotOf(text))).toMatch(/^line \d+, column \d+: /);
    },
  );
});
