import { describe, expect, test } from "vitest";
import { parsePolicy } from "../../../server/src/policy/model/parse";

const names = Array.from({ length: 1_000 }, (_, index) => `tool_${index}`);
const text = `{\n  "version": "1",\n  "tools": {\n${names.map((name) => `    "${name}": {}`).join(",\n")}\n  }\n}\n`;
const whole = parsePolicy(text);

/** How many tools and groups of tools of a later version are not those of the first one. */
function newIn(document: typeof whole): { readonly tools: number; readonly groups: number } {
  const tools = new Set(whole.tools.map(({ value }) => value));
  const groups = new Set(whole.toolGroups);
  return {
    tools: document.tools.filter(({ value }) => !tools.has(value)).length,
    groups: document.toolGroups.filter((group) => !groups.has(group)).length,
  };
}

test("a list of which all tools are deleted is not broken", () => {
  const emptied = parsePolicy('{ "tools": {} }', parsePolicy('{ "tools": {"a": {}, "b": {}} }'));
  expect(emptied).toMatchObject({ isSplit: true, tools: [], problems: [], lastSplit: undefined });
});

describe("tools are taken over, and so is what is known of their groups", () => {
  test("when a comma between two tools goes", () => {
    const broken = parsePolicy(text.replace('"tool_500": {},', '"tool_500": {}'), whole);
    expect(broken.isSplit).toBe(false);
    expect(broken.tools).toHaveLength(1_000);
    expect(newIn(broken)).toEqual({ tools: 0, groups: 0 });
  });

  test("when a bracket goes, but for the tool where it is missing", () => {
    const broken = parsePolicy(text.replace('"tool_500": {},', '"tool_500": {,'), whole);
    expect(broken.tools).toHaveLength(1_000);
    expect(newIn(broken)).toEqual({ tools: 1, groups: 1 });
  });

  test("when text before the tools and among them has changed, as after undo", () => {
    const edited = text.replace('"1"', '"2"').replace('"tool_700": {}', '"tool_700": { "limits": [] }');
    expect(newIn(parsePolicy(edited, whole))).toEqual({ tools: 1, groups: 1 });
  });

  test("when another member is added behind them", () => {
    const longer = parsePolicy(text.replace(/\n {2}\}\n\}\n$/, '\n  },\n  "hide": []\n}\n'), whole);
    expect(longer.members.map(({ value }) => value.name)).toEqual(["version", "tools", "hide"]);
    expect(newIn(longer)).toEqual({ tools: 0, groups: 0 });
  });

  test("by their text, when they change places", () => {
    const [first = "", second = ""] = ['    "tool_1": {},\n', '    "tool_998": {},\n'];
    const moved = text.replace(first, "").replace(second, second + first);
    const parsed = parsePolicy(moved, whole);
    expect(parsed.tools.map(({ value }) => value.name)).toEqual(
      parsePolicy(moved).tools.map(({ value }) => value.name),
    );
    expect(newIn(parsed).tools).toBe(0);
  });
});
