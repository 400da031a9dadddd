import { describe, expect, it } from "vitest";
import { findMember, type PolicyDocument } from "../../../server/src/policy/model/document";
import { parsePolicy } from "../../../server/src/policy/model/parse";
import { toJson } from "../../../server/src/policy/text/json";
import { moveProblem, type Problem } from "../../../server/src/policy/text/problem";

function problemsOf(document: PolicyDocument): Problem[] {
  return [
    ...document.problems,
    ...[...document.members, ...document.tools].flatMap(({ offset, value }) =>
      value.problems.map((problem) => moveProblem(problem, offset)),
    ),
  ];
}

/** Each problem as its code, the text that it underlines, and its sentence. */
function shown(text: string): string[] {
  return problemsOf(parsePolicy(text)).map(
    ({ code, span, message }) => `${code} ⟦${text.slice(span.start, span.end)}⟧ ${message}`,
  );
}

describe("syntax problems", () => {
  it.each<[string, string, string[]]>([
    ["a valid policy", '{"version":"1","default":"deny","tools":{"a":{}}}', []],
    ["nothing", "", []],
    [
      "a trailing comma in a rule",
      '{"tools":{"a":{"limits":[],}}}',
      ["trailing-comma ⟦,⟧ JSON allows no comma before a closing bracket. Remove it."],
    ],
    [
      "a trailing comma of the policy",
      '{"version":"1",}',
      ["trailing-comma ⟦,⟧ JSON allows no comma before a closing bracket. Remove it."],
    ],
    [
      "a comment",
      '{\n  // why\n  "version": "1"\n}',
      ["comment ⟦// why⟧ JSON has no comments: the gateway would refuse this file. Remove it."],
    ],
    ["a missing comma between tools", '{"tools":{"a":{} "b":{}}}', ['syntax ⟦"b"⟧ A comma is expected before this.']],
    ["a missing value", '{"tools":{"a": }}', ["syntax ⟦}⟧ A value is expected here."]],
    ["a missing brace", '{"tools":{"a":{}}', ["syntax ⟦}⟧ A closing brace } is missing."]],
    ["an unfinished text", '{"version": "1\n}', ['syntax ⟦"1⟧ This string has no closing double quote on its line.']],
    [
      "something after the end",
      '{"tools":{}} {}',
      ["syntax ⟦{⟧ The policy has ended before this. Only one JSON object is allowed."],
    ],
    [
      "a byte order mark",
      '\ufeff{"tools":{}}',
      [
        "byte-order-mark ⟦\ufeff⟧ The text begins with a byte order mark, which strict JSON parsers refuse. Save the file as UTF-8 without one.",
      ],
    ],
    [
      "a number that is too large",
      '{"tools":{"a":{"limits":[{"max":1e999}]}}}',
      ["number-out-of-range ⟦1e999⟧ This number is too large for a JSON parser. Write a number below 1.8e308."],
    ],
    [
      "a number with too many digits",
      '{"tools":{"a":{"max":9007199254740993}}}',
      [
        "number-rounded ⟦9007199254740993⟧ This number has more digits than a JSON parser keeps; it is read as 9007199254740992.",
      ],
    ],
    [
      "half of a surrogate pair",
      '{"hide":["\\ud800"]}',
      [
        'lone-surrogate ⟦"\\ud800"⟧ This string contains half of a surrogate pair, which is not a character. The gateway would read U+FFFD (�) instead.',
      ],
    ],
  ])("%s", (_title, text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  it("keeps what stands around a broken rule", () => {
    const whole = parsePolicy('{"default":"deny","tools":{"a":{"limits":[{"max" 1}]},"b":{}}, "hide":["c"]}');
    expect(whole.tools.map(({ value }) => value.name)).toEqual(["a", "b"]);
    expect(findMember(whole, "hide")).toBeDefined();
  });
});

describe("duplicate keys", () => {
  it("are reported at both places, each pointing at the other", () => {
    const text = '{"tools":{"a":{"limits":[]},"b":{},"a":{}}}';
    const problems = problemsOf(parsePolicy(text));
    expect(problems.map(({ code, span }) => `${code} ${span.start}`)).toEqual(["duplicate-key 10", "duplicate-key 35"]);
    expect(problems.map(({ related }) => related?.map(({ span }) => span.start))).toEqual([[35], [10]]);
  });

  it("are found at every depth, and among the policy's own members", () => {
    expect(shown('{"default":"deny","default":"allow"}')).toHaveLength(2);
    expect(shown('{"tools":{"a":{"limits":[{"max":1,"max":2}]}}}')).toHaveLength(2);
    expect(shown('{"tools":{"__proto__":{},"__proto__":{}}}')).toHaveLength(2);
  });

  it("are the same name however it is escaped, and the last tools count", () => {
    const document = parsePolicy('{"tools":{"a":{}},"t\\u006fols":{"b":{}}}');
    expect(document.tools.map(({ value }) => value.name)).toEqual(["b"]);
    expect(document.problems).toHaveLength(2);
  });
});

describe("hostile texts", () => {
  it.each<[string, string]>([
    ["open brackets", "[".repeat(50_000)],
    ["open braces with keys", '{"tools":'.repeat(50_000)],
    ["balanced brackets in a value", `{"hide":${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
    ["closers of the wrong kind", "[[},".repeat(50_000)],
  ])("50,000 levels of %s are one calm problem", (_title, text) => {
    expect(problemsOf(parsePolicy(text)).map(({ code }) => code)).toEqual(["nested-too-deep"]);
  });

  it("200,000 problems in one member are all found", () => {
    const keys = Array.from({ length: 200_000 }, () => '"x":1').join();
    const broken = `{"tools":{"a":{${keys}}}`;
    for (const text of [`${broken}}`, broken, `{"hide":[${'"\\ud800",'.repeat(200_000)}"x"]}`])
      expect(problemsOf(parsePolicy(text)).length).toBeGreaterThanOrEqual(200_000);
  });

  it.each(["\0", "\ud800", '{"\0":1}', "null", "true", "[1,2]", '"tools"', "{", "}", ":", ",", '{"tools"', '"'])(
    "%j has a document",
    (text) => {
      expect(parsePolicy(text).text).toBe(text);
    },
  );
});

describe("an edit", () => {
  const text = '{"version":"1","default":"deny","hide":["x"],"tools":{"a":{"limits":[]},"b":{},"c":{}}}';

  it("keeps every member that it does not touch", () => {
    const before = parsePolicy(text);
    const after = parsePolicy(text.replace('"b":{}', '"b":{"require":[]}'), before);
    const kept = after.tools.filter(({ value }) => before.tools.some((member) => member.value === value));
    expect(kept.map(({ value }) => value.name)).toEqual(["a", "c"]);
  });

  it("gives the same document as a fresh parse", () => {
    let document = parsePolicy(text);
    for (const edited of [
      text.replace("deny", "allow"),
      text.replace('"a":{', '"a":{{'),
      text.replace('["x"]', "["),
      text.replace('"c":{}', '"c":{},"c":{}'),
      text,
    ]) {
      document = parsePolicy(edited, document);
      const comparable = ({ members, tools, problems, toolsSpan }: PolicyDocument) => ({
        members: members.map(({ offset, value }) => [
          offset,
          value.name,
          value.value && toJson(value.value),
          value.problems,
        ]),
        tools: tools.map(({ offset, value }) => [
          offset,
          value.name,
          value.value && toJson(value.value),
          value.problems,
        ]),
        problems,
        toolsSpan,
      });
      expect(comparable(document)).toEqual(comparable(parsePolicy(edited)));
    }
  });
});
