import { describe, expect, it } from "vitest";
import { parsePolicy } from "../../../server/src/policy/model/parse";
import { validatePolicy } from "../../../server/src/policy/problems/validate";

/** A policy with these lines in the place of its second tool, and how its problems look: code, text, sentence. */
function between(...lines: string[]): { tools: string[]; members: string[]; problems: string[] } {
  const text = [
    "{",
    '  "version": "1",',
    '  "default": "deny",',
    '  "tools": {',
    '    "a": {},',
    ...lines.map((line) => `    ${line}`),
    '    "c": { "limits": [{ "counter": "c", "window": "minute", "max": 1, "scope": "grant" }] }',
    "  },",
    '  "hide": ["d"]',
    "}",
  ].join("\n");
  const document = parsePolicy(text);
  return {
    tools: document.tools.map(({ value }) => value.name),
    members: document.members.map(({ value }) => value.name),
    problems: validatePolicy(document).map(
      ({ code, span, message }) => `${code} ⟦${text.slice(span.start, span.end)}⟧ ${message}`,
    ),
  };
}

describe("a tool that is being typed leaves the others alone", () => {
  it.each<[string, string[], string[], string[]]>([
    [
      "a name without an end",
      ['"b'],
      ["a", "b", "c"],
      ['syntax ⟦"b⟧ This string has no closing double quote on its line.'],
    ],
    ["a name alone", ['"b"'], ["a", "b", "c"], ["syntax"]],
    ["a name with a colon", ['"b":'], ["a", "b", "c"], ["syntax"]],
    ["a missing comma", ['"b": {}'], ["a", "b", "c"], ["syntax ⟦}⟧ Add a comma after this, before the next tool."]],
    ["a missing brace", ['"b": {', '  "limits": [],'], ["a", "b", "c"], ["syntax"]],
    ["a missing bracket", ['"b": {', '  "limits": [{ "max": 1 }', "},"], ["a", "b", "c"], ["syntax"]],
    ["a brace too many", ['"b": {', "  }", "},"], ["a", "b", "c"], ["syntax"]],
    ["a word", ["b"], ["a", "c"], ["syntax"]],
  ])("%s", (_title, lines, tools, codes) => {
    const found = between(...lines);
    expect(found.tools).toEqual(tools);
    expect(found.members).toEqual(["version", "default", "tools", "hide"]);
    for (const code of codes) expect(found.problems.some((problem) => problem.startsWith(code))).toBe(true);
    expect(found.problems.every((problem) => /^(syntax|trailing-comma|missing-field)/.test(problem))).toBe(true);
  });

  it("two of them, each with one problem", () => {
    const { tools, problems } = between('"b"', '"d": {');
    expect(tools).toEqual(["a", "b", "d", "c"]);
    expect(problems).toEqual([
      'syntax ⟦"⟧ A colon is expected here, between the name and its value.',
      expect.stringMatching(/^syntax .*brace/),
    ]);
  });

  it("the last tool, too", () => {
    const text =
      '{\n  "default": "deny",\n  "tools": {\n    "a": {},\n    "b": {\n      "limits": [\n  },\n  "hide": []\n}';
    const document = parsePolicy(text);
    expect(document.tools.map(({ value }) => value.name)).toEqual(["a", "b"]);
    expect(document.members.map(({ value }) => value.name)).toEqual(["default", "tools", "hide"]);
  });
});
