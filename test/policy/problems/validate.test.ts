import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { PolicyDocument } from "../../../server/src/policy/model/document";
import { parsePolicy } from "../../../server/src/policy/model/parse";
import { problemCodes } from "../../../server/src/policy/problems/problemCodes";
import { maximumProblems, validatePolicy } from "../../../server/src/policy/problems/validate";
import { markProblems, readMarkedTexts } from "../fixtures/markedText";

const fixtures = ["wholePolicy.txt", "rules.txt", "conditions.txt", "dialects.txt", "brokenText.txt"];

const validate = (text: string) => validatePolicy(parsePolicy(text));

describe.each(fixtures)("%s", (file) => {
  it.each(readMarkedTexts(file))("$title", ({ marked, text }) => {
    expect(markProblems(text, validate(text))).toBe(marked);
  });
});

describe("the codes of problems", () => {
  const found = new Set(
    fixtures.flatMap((file) => readMarkedTexts(file).flatMap(({ text }) => validate(text).map(({ code }) => code))),
  );
  // These need texts that no one can read in a fixture; they are tested below.
  const unreadable = [
    "empty-file",
    "too-many-problems",
    "too-many-conditions",
    "text-too-large",
    "nested-too-deep",
    "number-rounded",
    "lone-surrogate",
    "byte-order-mark",
  ];

  it("are all listed", () => {
    expect(Object.keys(problemCodes)).toEqual(expect.arrayContaining([...found]));
  });

  it("all occur in a fixture", () => {
    expect([...found, ...unreadable].sort()).toEqual(Object.keys(problemCodes).sort());
  });

  it("are kebab-case, each with a sentence", () => {
    for (const [code, meaning] of Object.entries(problemCodes)) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(meaning).toMatch(/^[A-Z`].*\.$/);
    }
  });
});

describe("recommended policies", () => {
  interface Tool {
    readonly name: string;
    readonly category: string;
  }
  const catalogueFile = new URL("../../../server/src/catalogue/odoo-claude-mcp.json", import.meta.url);
  const tools: readonly Tool[] = JSON.parse(readFileSync(catalogueFile, "utf8")).tools;
  const perMinute: Readonly<Record<string, number>> = { Other: 60, Write: 30, Execute: 10 };

  const recommended = (chosen: readonly Tool[]): string => {
    const hide = chosen.filter(({ category }) => category === "Destructive").map(({ name }) => name);
    const rules = chosen.flatMap(({ name, category }) => {
      if (category === "Destructive") return [];
      const max = perMinute[category];
      const limit = { counter: `${name.toLowerCase()}_rate`, window: "minute", max, scope: "grant" };
      return [[name, max === undefined ? {} : { limits: [limit] }]];
    });
    return JSON.stringify({ version: "1", default: "deny", hide, tools: Object.fromEntries(rules) }, null, 2);
  };

  it("has 180 tools to recommend for", () => expect(tools).toHaveLength(180));
  it("are valid, tool by tool", () => {
    expect(tools.flatMap((tool) => validate(recommended([tool])))).toEqual([]);
  });
  it("are valid as one policy", () => expect(validate(recommended(tools))).toEqual([]));
});

describe("texts that are hard to read", () => {
  const codesOf = (text: string) => validate(text).map(({ code }) => code);
  const policy = '{ "version": "1", "default": "deny" }';

  it.each([
    ["nothing", "", ["empty-file"]],
    ["white space", " \r\n\t", ["empty-file"]],
    ["a byte order mark alone", "\ufeff", ["byte-order-mark", "empty-file"]],
    ["a byte order mark and a policy", `\ufeff${policy}`, ["byte-order-mark"]],
    ["CRLF", policy.replaceAll(" ", "\r\n"), []],
    ["50,000 brackets", "[".repeat(50_000), ["nested-too-deep"]],
    ["50,000 braces", '{"a":'.repeat(50_000), ["nested-too-deep"]],
    [
      "a deep value in a tool",
      `{"version":"1","default":"deny","tools":{"pay":${"[".repeat(5000)}${"]".repeat(5000)}}}`,
      ["nested-too-deep"],
    ],
    ["half a surrogate pair in a name", '{"version":"1","default":"deny","tools":{"\ud83d":{}}}', ["lone-surrogate"]],
    [
      "a number with too many digits",
      '{"version":"1","default":"deny","tools":{"pay":{"require":[{"conditions":[{"path":"args.a","op":"eq","value":9007199254740993}]}]}}}',
      ["number-rounded"],
    ],
  ])("%s", (_, text, codes) => expect(codesOf(text)).toEqual(codes));

  it("answers every prefix of a policy, inside of the text", () => {
    const whole = readMarkedTexts("conditions.txt")[0]?.text ?? "";
    for (let length = 0; length <= whole.length; length++) expectSound(whole.slice(0, length));
  });

  it("answers texts with a character replaced by an unlikely one", () => {
    const whole = readMarkedTexts("wholePolicy.txt")[2]?.text ?? "";
    for (const odd of ["\0", "\ud83d", "{", "}", "[", '"', ",", "\\", "\r", "\u2028", "é"])
      for (let at = 0; at < whole.length; at += 3) expectSound(whole.slice(0, at) + odd + whole.slice(at + 1));
  });

  function expectSound(text: string): void {
    let previous = 0;
    for (const { span, code, message } of validate(text)) {
      const isSound = previous <= span.start && span.start <= span.end && span.end <= text.length;
      if (!isSound || !Object.hasOwn(problemCodes, code) || !/[.?]$/.test(message))
        expect.fail(`${code} at ${span.start}–${span.end} of ${JSON.stringify(text)}: ${message}`);
      previous = span.start;
    }
  }
});

describe("many problems", () => {
  const policyWith = (count: number) =>
    JSON.stringify({ version: "1", default: "deny", hide: Array.from({ length: count }, () => 1) });

  it("lists as many as an editor bears", () => {
    expect(validate(policyWith(maximumProblems))).toHaveLength(maximumProblems);
  });

  it("bears more than a call has room for arguments", () => {
    const limits = "1,".repeat(200_000);
    expect(validate(`{"version":"1","default":"deny","tools":{"pay":{"limits":[${limits}1]}}}`)).toHaveLength(
      maximumProblems + 1,
    );
  });

  it("says how many are left out", () => {
    const problems = validate(policyWith(maximumProblems + 7));
    expect(problems).toHaveLength(maximumProblems + 1);
    expect(problems.at(-1)).toMatchObject({
      code: "too-many-problems",
      // As bad as those that are left out.
      severity: "error",
      message: "7 more problems follow, which are not listed.",
    });
  });
});

describe("a tool with more conditions than the rules review", () => {
  const policyWith = (count: number) => {
    const entry = { conditions: [{ path: "args.a", op: "eq", value: 1 }], on_deny: "No." };
    return JSON.stringify({ version: "1", default: "deny", tools: { pay: { deny_if: Array(count).fill(entry) } } });
  };
  it("says so", () => {
    expect(validate(policyWith(251))).toEqual([
      expect.objectContaining({
        code: "too-many-conditions",
        severity: "information",
        message:
          "This tool has 251 conditions. The rules review tools with up to 250, so they say nothing about this one.",
      }),
    ]);
  });
  it("is one with that many", () => expect(validate(policyWith(250))).toEqual([]));
});

describe("an edit", () => {
  const tool = (name: string, window: string) =>
    `"${name}": { "limits": [{ "counter": "c", "window": "${window}", "max": 1, "scope": "grant" }] }`;
  const policyOf = (...tools: string[]) => `{ "version": "1", "default": "deny", "tools": { ${tools.join(", ")} } }`;
  const before = policyOf(tool("a", "week"), tool("b", "week"));
  const after = policyOf(tool("new", "minute"), tool("a", "year"), tool("b", "week"));

  it("gives the same problems as a first look", () => {
    const first = parsePolicy(before);
    validatePolicy(first);
    // A tool that is edited is kept in another way than one that is opened.
    const shown = (document: PolicyDocument) =>
      validatePolicy(document).map(({ code, severity, message, span }) => ({ code, severity, message, span }));
    expect(shown(parsePolicy(after, first))).toEqual(shown(parsePolicy(after)));
    expect(validatePolicy(parsePolicy(after, first)).map(({ span }) => after.slice(span.start, span.end))).toEqual([
      '"year"',
      '"week"',
    ]);
  });

  it("leaves the answer for a version alone", () => {
    const document = parsePolicy(before);
    const first = validatePolicy(document);
    first.length = 0;
    expect(validatePolicy(document)).toHaveLength(2);
  });
});
