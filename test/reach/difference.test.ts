import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../server/src/policy/model/parse";
import type { Policy } from "../../server/src/policy/model/policy";
import { readPolicy } from "../../server/src/policy/model/readPolicy";
import { difference } from "../../server/src/reach/difference";

function policyOf(text: string): Policy {
  return readPolicy(parsePolicy(text), []);
}

const limit = (max: number): string => `{"counter": "c", "window": "minute", "max": ${max}, "scope": "grant"}`;
const startsWith = (pattern: string): string =>
  `"require": [{"conditions": [{"path": "args.path", "op": "regex", "value": "${pattern}"}]}]`;

/** The difference of two bodies, each `"default": …` and more, as short lines. */
function lines(
  before: string,
  after: string,
  otherTools: readonly string[] = [],
  mostSteps?: number,
): readonly string[] {
  const found = difference(policyOf(`{${before}}`), policyOf(`{${after}}`), undefined, otherTools, mostSteps);
  return [
    ...found.newlyAllowed.map(({ tool, arguments: args }) => `+ ${tool} ${JSON.stringify(args)}`),
    ...found.newlyDenied.map(({ tool, arguments: args }) => `- ${tool} ${JSON.stringify(args)}`),
    ...found.limits.map(
      ({ tool, counter, change, before: was, after: is }) => `${tool} ${counter} ${change} ${was} ${is}`,
    ),
    ...found.unknown.map(({ tool }) => `? ${tool}`),
  ];
}

describe("what a new policy decides differently", () => {
  test.each<readonly [what: string, before: string, after: string, expected: readonly string[]]>([
    ["nothing", `"default": "deny", "tools": {"a": {}}`, `"tools": {"a": { }}, "default": "deny"`, []],
    ["a tool that is listed now", `"default": "deny"`, `"default": "deny", "tools": {"a": {}}`, ["+ a {}"]],
    [
      "a tool that is hidden now",
      `"default": "deny", "tools": {"a": {}}`,
      `"default": "deny", "tools": {"a": {}}, "hide": ["a"]`,
      ["- a {}"],
    ],
    [
      "a default that opens",
      `"default": "deny", "tools": {"a": {}}`,
      `"default": "allow", "tools": {"a": {}}`,
      ["+ any_other_tool {}"],
    ],
    [
      "everything hidden",
      `"default": "allow", "tools": {"a": {}}`,
      `"default": "allow", "tools": {"a": {}}, "hide": ["*"]`,
      ["- a {}", "- any_other_tool {}"],
    ],
    [
      "a pattern that lost its anchor",
      `"default": "deny", "tools": {"a": {${startsWith("^/srv/")}}}`,
      `"default": "deny", "tools": {"a": {${startsWith("/srv/")}}}`,
      [`+ a {"path":"A/srv/"}`],
    ],
    [
      "a pattern that says the same in other words",
      `"default": "deny", "tools": {"a": {${startsWith("^(?:ab|ac)$")}}}`,
      `"default": "deny", "tools": {"a": {${startsWith("^a[bc]$")}}}`,
      [],
    ],
    [
      "limits: raised, lowered, taken away and added",
      `"default": "deny", "tools": {"a": {"limits": [${limit(1)}]}, "b": {"limits": [${limit(5)}]}, "c": {"limits": [${limit(5)}]}}`,
      `"default": "deny", "tools": {"a": {"limits": [${limit(2)}]}, "b": {"limits": [${limit(4)}]}, "c": {}}, "all_tools": {"limits": [${limit(9)}]}`,
      ["a c looser 1 2", "b c tighter 5 4", "c c looser 5 null", "null c tighter null 9"],
    ],
  ])("%s", (_what, before, after, expected) => {
    expect(lines(before, after)).toEqual(expected);
  });

  test("a tool whose comparison takes too many steps is named once as not known; the others are compared", () => {
    const patterns = (start: string): string =>
      Array.from(
        { length: 30 },
        (_, index) => `{"conditions": [{"path": "args.a", "op": "regex", "value": "^${start}${index}x"}]}`,
      ).join();
    const body = (start: string, open: string): string =>
      `"default": "deny", "tools": {"many": {"deny_if": [${patterns(start)}]}, "other": {${open}}}`;
    const texts = [body("v", startsWith("^/srv/")), body("w", "")] as const;
    expect(lines(...texts, [], 10_000)).toEqual(["+ other {}", "? many"]);
    expect(lines(...texts)).toEqual(['+ many {"a":"v0x"}', "+ other {}", '- many {"a":"w0x"}']);
  });

  test("a text that a pattern excludes is not shown, although a list has it", () => {
    const both = (pattern: string): string =>
      `"default": "deny", "tools": {"a": {"require": [{"conditions": [{"path": "args.a", "op": "in", "value": ["b", "ab"]}, {"path": "args.a", "op": "regex", "value": "${pattern}"}]}]}}`;
    expect(lines(both("^a"), both("b$"))).toEqual([`+ a {"a":"b"}`]);
    expect(lines(both("^[ab]+$"), both("^a?b$"))).toEqual([]);
  });

  test("tools of a server that neither policy names are compared by their names", () => {
    expect(lines(`"default": "deny"`, `"default": "allow"`, ["x"])).toEqual(["+ x {}", "+ any_other_tool {}"]);
  });
});
