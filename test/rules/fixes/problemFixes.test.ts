/** Fixes of what validation finds, where a fixture cannot hold the text: no text at all, other line ends, a mark. */
import { beforeAll, describe, expect, it } from "vitest";
import { applyEdits } from "../../../server/src/policy/text/textEdit";
import { fixAll } from "../../../server/src/service/actions/fixAll";
import type { Environment } from "../../../server/src/service/environment";
import { codesOf, fixesFor, worldWith } from "../ruleTexts";

let world: Environment;
beforeAll(async () => {
  world = await worldWith();
});

function fixed(text: string, title: RegExp): string {
  const fix = fixesFor(text, world).find((each) => title.test(each.title));
  return fix === undefined ? "not offered" : applyEdits(text, fix.edits);
}

describe("a file that holds nothing", () => {
  it.each(["", "\n  \n"])("gets a policy that denies every tool: %j", (text) => {
    const started = fixed(text, /^Start a policy/);
    expect(JSON.parse(started)).toEqual({ version: "1", default: "deny", tools: {} });
    expect(codesOf(started, world)).toEqual([]);
    expect(fixAll(text, world)).toBe(text);
  });
});

describe("a byte order mark", () => {
  it("is removed by fixing all", () => {
    expect(fixAll('\ufeff{ "version": "1", "default": "deny" }', world)).toBe('{ "version": "1", "default": "deny" }');
  });
});

describe("a bare fragment", () => {
  it("keeps its line ends and its tabs", () => {
    expect(fixAll('{\r\n\t"a": {\r\n\t\t"limits": []\r\n\t}\r\n}\r\n', world)).toContain(
      '{\r\n\t"version": "1",\r\n\t"default": "deny",\r\n\t"tools": {\r\n\t\t"a": {',
    );
  });
  it("of an older dialect becomes a policy, with its limits for all tools in their place", () => {
    const text = '{ "*": { "rate_limit": "60/minute" }, "a": { "action": "deny", "reason": "Never by agents." }, }';
    expect(JSON.parse(fixAll(text, world))).toEqual({
      version: "1",
      default: "deny",
      all_tools: { limits: [{ counter: "all_tools_rate", window: "minute", max: 60, scope: "grant" }] },
      tools: { a: { deny_if: [{ conditions: [], on_deny: "Never by agents." }] } },
    });
  });
});

describe("a key that stands twice", () => {
  it("goes where it stands first, in the policy as in a condition", () => {
    const text =
      '{ "version": "1", "default": "allow", "default": "deny", "tools": { "a": { "limits": [{ "counter": "n", "counter": "m", "window": "day", "max": 1, "scope": "grant" }] } } }';
    expect(fixed(text, /earlier "default"/)).toBe(text.replace(', "default": "allow"', ""));
    expect(fixed(text, /earlier "counter"/)).toBe(text.replace('"counter": "n", ', ""));
  });
});

describe("old rules in a text with errors", () => {
  it("are not written anew, so that nothing of it is lost", () => {
    const text = '{ "version": "1", "default": "deny", "tools": { "a": { "action": "deny", "action": "allow" } } }';
    expect(fixed(text, /^Write the rules/)).toBe("not offered");
    expect(fixAll(text, world)).toBe(text);
  });
  it("named __proto__ are written anew as any other", () => {
    const text = '{ "version": "1", "default": "deny", "tools": { "__proto__": { "action": "allow", "x": 1 } } }';
    expect(fixAll(text, world)).toContain('"__proto__": {');
    expect(fixAll(text, world)).not.toContain("action");
  });
});
