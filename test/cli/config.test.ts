/** `.mcp-policy/config.json`, as the command line reads it. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { useRepository } from "./repository";

const repository = useRepository();
const { write, run } = repository;
beforeEach(() => {
  write("policy.json", reviewed);
});
const codes = async (words: readonly string[], below = ".") =>
  [...(await run(words, below)).stdout.matchAll(/^(\S+?):\d+:\d+: (\w+): .*\(([\w-]+)\)$/gm)].map(
    ([, file, severity, code]) => `${file} ${severity} ${code}`,
  );

const reviewed =
  '{"version": "1", "default": "deny", "hide": ["a", "a", "odo_version"], "tools": {"odoo_version": {}}}\n';

describe("a configuration", () => {
  it("says how bad a rule is, and which are off", async () => {
    expect(await codes(["check"])).toEqual([
      "policy.json information duplicate-hide",
      "policy.json warning unknown-tool",
    ]);
    write(".mcp-policy/config.json", { rules: { "duplicate-hide": "error", "unknown-tool": "off" } });
    expect(await codes(["check"])).toEqual(["policy.json error duplicate-hide"]);
    expect(await codes(["check", "--no-config"])).toHaveLength(2);
  });

  it("silences tools", async () => {
    write(".mcp-policy/config.json", { silencedTools: { "unknown-tool": ["odo_version"] } });
    expect(await codes(["check"])).toEqual(["policy.json information duplicate-hide"]);
  });

  it("is the nearest one upwards, up to the root of the repository", async () => {
    write(".mcp-policy/config.json", { rules: { "unknown-tool": "off", "duplicate-hide": "off" } });
    write("a/b/policy.json", reviewed);
    write("a/.mcp-policy/config.json", { rules: { "unknown-tool": "error", "duplicate-hide": "off" } });
    write("inner/policy.json", reviewed);
    mkdirSync(join(repository.folder, "inner/.git"));
    const found = ["a/b/policy.json error unknown-tool", "inner/policy.json information duplicate-hide"];
    expect(await codes(["check"])).toEqual([...found, "inner/policy.json warning unknown-tool"]);
    // Wherever the command runs.
    expect(await codes(["check", "policy.json"], "a/b")).toEqual(["policy.json error unknown-tool"]);
  });

  it("lies below the flags", async () => {
    write(".mcp-policy/config.json", { rules: { "unknown-tool": "off", "duplicate-hide": "off" } });
    write("mine.json", { rules: { "unknown-tool": "hint" } });
    expect(await codes(["check", "--settings", "mine.json"])).toEqual(["policy.json hint unknown-tool"]);
    write("other.json", { rules: { "duplicate-hide": "off" } });
    expect(await codes(["check", "--config", "other.json"])).toEqual(["policy.json warning unknown-tool"]);
  });

  it("says which files are policies, and which are not looked for", async () => {
    write(".mcp-policy/config.json", {
      rules: { "unknown-tool": "off" },
      files: { include: ["gateway/*.json"], exclude: ["**/testdata/**", "x.policy-test.json"] },
    });
    write("gateway/crm.json", reviewed);
    write("gateway/deep/crm.json", reviewed);
    write("a/testdata/policy.json", reviewed);
    write("x.policy-test.json", '{"tests": [{"calls": [{"tool": "none", "expect": {"decision": "allow"}}]}]}');
    write("y.policy-test.json", '{"tests": [{"calls": [{"tool": "none", "expect": {"decision": "deny"}}]}]}');
    expect(await codes(["check"])).toEqual([
      "gateway/crm.json information duplicate-hide",
      "policy.json information duplicate-hide",
    ]);
    expect(await codes(["check", "."], "gateway")).toEqual(["crm.json information duplicate-hide"]);
    expect(await run(["test"])).toMatchObject({ code: 0, stderr: "1 test passed, 0 failed.\n" });
    // What is named is always taken.
    expect(await codes(["check", "a/testdata/policy.json"])).toHaveLength(1);
  });

  it("that is broken is its own fault: the rest has its defaults, and the code is 2", async () => {
    write(".mcp-policy/config.json", '{\n  // why\n  "rules": { "unknown-tool": "of", "duplicate-hide": "off" },\n}\n');
    const { code, stdout, stderr } = await run(["check"]);
    expect(stdout.split("\n").slice(0, -1)).toEqual([
      expect.stringMatching(/^policy\.json:1:\d+: warning: .*\(unknown-tool\)$/),
      expect.stringMatching(
        /^\.mcp-policy\/config\.json:3:30: error: "unknown-tool" must be "off", .* or "error", not .*"of"\. Did you mean "off"\? \(config-value\)$/,
      ),
    ]);
    expect(stderr).toContain("mcp-policy: .mcp-policy/config.json has errors: what is wrong in it has no effect.\n");
    expect(code).toBe(2);
    write(".mcp-policy/config.json", "[");
    expect((await run(["check"])).code).toBe(2);
    write("policy.policy-test.json", '{"tests": []}');
    expect(await run(["test"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(".mcp-policy/config.json:1:"),
    });
    for (const words of [["check"], ["test"], ["simulate", "policy.json", "a"], ["replay", "policy.json", "log.jsonl"]])
      expect(await run([...words, "--config", "gone.json"])).toEqual({
        code: 2,
        stdout: "",
        stderr: "mcp-policy: There is no file gone.json.\n",
      });
  });

  it("is warned about what nobody knows", async () => {
    write(".mcp-policy/config.json", {
      rule: {},
      rules: { "unknwon-tool": "off", "unknown-tool": "off", "duplicate-hide": "off" },
      assumptions: { numbers: "x" },
    });
    const { code, stdout } = await run(["check"]);
    expect(stdout).toContain('warning: Unknown field "rule": it has no effect. Did you mean "rules"? (config-unknown)');
    expect(stdout).toContain('Unknown rule "unknwon-tool": it has no effect. Did you mean "unknown-tool"?');
    expect(stdout).toContain('Unknown assumption "numbers": it has no effect.');
    expect(code).toBe(1);
  });

  it("is checked when it is named, and in every format", async () => {
    write(".mcp-policy/config.json", { rules: 5 });
    expect(await run(["check", ".mcp-policy/config.json"])).toMatchObject({
      code: 2,
      stdout: expect.stringMatching(
        /^\.mcp-policy\/config\.json:1:10: error: "rules" must be an object in braces, not .*5\. \(config-value\)\n$/,
      ),
    });
    expect((await run(["check", "--format", "github"])).stdout).toContain(
      "::error file=.mcp-policy/config.json,line=1",
    );
  });

  it("says how calls are decided where the documentation is silent", async () => {
    const deny = [{ conditions: [{ path: "args.a", op: "neq", value: "x" }], on_deny: "No." }];
    write("policy.json", { version: "1", default: "deny", tools: { t: { deny_if: deny } } });
    write("policy.policy-test.json", { tests: [{ calls: [{ tool: "t", expect: { decision: "allow" } }] }] });
    write("log.jsonl", '{"name": "t", "arguments": {}}\n');
    const simulated = ["simulate", "policy.json", "t"];
    const replayed = ["replay", "policy.json", "log.jsonl", "--fail-on", "deny"];
    for (const words of [simulated, replayed, ["test"]])
      expect(await run(words), words.join(" ")).toMatchObject({ code: 0 });
    expect((await run(simulated)).stdout).toContain('assumes  missingArgument: if it were "denies", deny');
    write(".mcp-policy/config.json", { assumptions: { missingArgument: "denies" } });
    for (const words of [simulated, replayed, ["test"]]) {
      expect(await run(words), words.join(" ")).toMatchObject({ code: 1 });
      expect(await run([...words, "--no-config"]), words.join(" ")).toMatchObject({ code: 0 });
    }
    expect((await run(simulated)).stdout).toContain('assumes  missingArgument: if it were "condition is false", allow');
    write(".mcp-policy/config.json", { assumptions: { missingArgument: "maybe" } });
    for (const words of [simulated, replayed, ["test"]])
      expect(await run(words), words.join(" ")).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("mcp-policy: .mcp-policy/config.json:1:35: "),
      });
  });
});
