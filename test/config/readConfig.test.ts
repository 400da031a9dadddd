/** The configuration of a repository: read however broken, laid below a person's settings, and written into. */
import { parse } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { configDiagnostics } from "../../server/src/service/config/configDiagnostics";
import { emptyConfig } from "../../server/src/service/config/projectConfig";
import { longestConfig, readConfig } from "../../server/src/service/config/readConfig";
import { silenceInConfig } from "../../server/src/service/config/silenceInConfig";
import { layeredSettings } from "../../server/src/service/config/withConfig";
import { readSettings } from "../../server/src/service/settings";

const problemsOf = (text: string) =>
  readConfig(text).problems.map(({ code, severity, span, message }) => [
    code,
    severity,
    text.slice(span.start, span.end),
    message,
  ]);

describe("readConfig", () => {
  it("reads all of it, with comments and trailing commas", () => {
    const config = readConfig(`\
// Ours.
{
  "$schema": "config.schema.json",
  "rules": { "unknown-tool": "off", /* old */ "empty-list": "error" },
  "silencedTools": { "*": ["a"], "unescaped-dot": ["b", "__proto__"] },
  "files": { "include": ["gateway/*.json"], "exclude": ["x/**"] },
  "assumptions": { "windowAlignment": "sliding" },
}`);
    expect(config.problems).toEqual([]);
    expect([...config.rules]).toEqual([
      ["unknown-tool", "off"],
      ["empty-list", "error"],
    ]);
    expect(config.silenced.get("unescaped-dot")).toEqual(new Set(["b", "__proto__"]));
    expect(config.files.include.map((matches) => matches("gateway/a.json"))).toEqual([true]);
    expect(readConfig('{"drift": {"ignore": ["a.*", 1, ""]}}').drift).toEqual({ ignore: ["a.*"] });
    expect(config.assumptions).toEqual({ windowAlignment: "sliding" });
  });

  it.each([
    ['{"rules": {"unknown-tool": "of"}}', "config-value", "error", '"of"'],
    ['{"rules": {"unknown-tool": {}}}', "config-value", "error", "{}"],
    ['{"rules": []}', "config-value", "error", "[]"],
    ['{"rules": {"unknwon-tool": "off"}}', "config-unknown", "warning", '"unknwon-tool"'],
    ['{"silencedTools": {"x": ["a"]}}', "config-unknown", "warning", '"x"'],
    ['{"silencedTools": {"*": ["a", 5]}}', "config-value", "error", "5"],
    ['{"files": {"include": ["{a"]}}', "config-pattern", "error", '"{a"'],
    ['{"files": {"include": [""]}}', "config-value", "error", '""'],
    ['{"files": {"includes": []}}', "config-unknown", "warning", '"includes"'],
    ['{"assumptions": {"windowAlignment": "slide"}}', "config-value", "error", '"slide"'],
    ['{"drift": {"ignored": []}}', "config-unknown", "warning", '"ignored"'],
    ['{"drift": {"ignore": [1]}}', "config-value", "error", "1"],
    ['{"assumptions": {"__proto__": "slide"}}', "config-unknown", "warning", '"__proto__"'],
    ['{"a/b~c": 1}', "config-unknown", "warning", '"a/b~c"'],
    ["[]", "config-value", "error", "[]"],
    ['{"rules": {}', "config-syntax", "error", ""],
    ["null", "config-value", "error", "null"],
  ])("says of %s what is wrong, and where", (text, code, severity, words) => {
    expect(problemsOf(text)).toEqual([[code, severity, words, expect.stringMatching(/^.+[.?]$/)]]);
    expect(configDiagnostics(text, readConfig(text))).toHaveLength(1);
  });

  it("keeps what is right beside what is wrong", () => {
    const { rules, problems } = readConfig('{"rules": {"unknown-tool": 5, "empty-list": "off"}, "silencedTools": 5}');
    expect([...rules]).toEqual([["empty-list", "off"]]);
    expect(problems).toHaveLength(2);
  });

  it.each([
    ["nothing", ""],
    ["deep nesting", "[".repeat(longestConfig)],
    ["deep objects", '{"a":'.repeat(20_000)],
    ["too long a text", `${" ".repeat(longestConfig)}{}`],
    ["noise", '{"rules": {"unknown-tool": "off",,, "a"'],
    ["a file of another kind", "\u0000\u0001"],
  ])("never fails: %s", (_, text) => expect(() => readConfig(text)).not.toThrow());

  it("takes an empty file for an empty configuration", () => expect(readConfig(" \n")).toEqual(emptyConfig));
});

describe("a person's settings", () => {
  const config = readConfig(
    '{"rules": {"unknown-tool": "off", "empty-list": "error"}, "silencedTools": {"unescaped-dot": ["a"]}}',
  );

  it("lie above the configuration, rule by rule", () => {
    const settings = readSettings({
      rules: { "unknown-tool": "warning" },
      silencedTools: { "unescaped-dot": ["b"], "*": ["c"] },
    });
    const { rules, silenced } = layeredSettings(settings, config);
    expect(Object.fromEntries(rules)).toEqual({ "unknown-tool": "warning", "empty-list": "error" });
    expect(silenced.get("unescaped-dot")).toEqual(new Set(["a", "b"]));
    expect(silenced.get("*")).toEqual(new Set(["c"]));
  });
});

describe("silenceInConfig", () => {
  it("makes a configuration where there is none", () => {
    expect(silenceInConfig(undefined, "unknown-tool", undefined)).toBe(
      '{\n  "rules": {\n    "unknown-tool": "off"\n  }\n}\n',
    );
    expect(silenceInConfig("", "unknown-tool", "a")).toBe(
      '{\n  "silencedTools": {\n    "unknown-tool": [\n      "a"\n    ]\n  }\n}\n',
    );
  });

  it("keeps what is there, comments too", () => {
    const before = '{\n  // ours\n  "rules": {\n    "empty-list": "off" // noise\n  }\n}\n';
    const after = silenceInConfig(before, "unknown-tool", undefined) ?? "";
    expect(after).toContain("// ours");
    expect(after).toContain("// noise");
    expect(parse(after)).toEqual({ rules: { "empty-list": "off", "unknown-tool": "off" } });
    const both = silenceInConfig(after, "unknown-tool", "a") ?? "";
    expect(parse(silenceInConfig(both, "unknown-tool", "b") ?? "").silencedTools).toEqual({
      "unknown-tool": ["a", "b"],
    });
    expect(silenceInConfig(both, "unknown-tool", "a")).toBe(both);
  });

  it("writes into nothing that is broken", () => {
    for (const text of ["{", "[]", '{"rules": 5}', '{"silencedTools": {"x": 5}}'])
      expect(silenceInConfig(text, "unknown-tool", "a")).toBeUndefined();
  });
});
