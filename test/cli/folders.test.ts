/** Folders as arguments, the root of a report, and files that fail by themselves. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { useRepository } from "./repository";

const repository = useRepository();
const { write, run } = repository;

const policy = '{"version": "1", "default": "deny", "tools": {"odoo_version": {}}}\n';
const wrong = policy.replace("deny", "maybe");
const test = '{"tests": [{"name": "reads", "calls": [{"tool": "odoo_version", "expect": {"decision": "allow"}}]}]}';

describe("a folder", () => {
  const files = () => {
    write("policy.json", wrong);
    write("a/crm.policy.json", wrong);
    write("a/.policylayer/github.json", wrong);
    write("a/.policylayer/github.policy-test.json", test.replace("{", '{"policy": "github.json", '));
    write("a/.mcp-policy/policy.json", wrong);
    write("a/other.json", wrong);
    write("node_modules/x/policy.json", wrong);
    write(".git/policy.json", wrong);
    symlinkSync("..", join(repository.folder, "a/loop"));
  };
  const found = (stdout: string) => [...new Set(stdout.split("\n").flatMap((line) => line.split(":")[0] || []))];

  it("stands for the policies in it, as the editor chooses them", async () => {
    files();
    const expected = ["a/.policylayer/github.json", "a/crm.policy.json", "policy.json"];
    for (const words of [["check"], ["check", "."]]) {
      const { code, stdout, stderr } = await run(words);
      expect(found(stdout)).toEqual(expected);
      expect(stderr).toBe("3 files checked: 3 errors.\n");
      expect(code).toBe(1);
    }
    expect(found((await run(["check", "a"])).stdout)).toEqual(expected.slice(0, 2));
    expect(found((await run(["check", "a/", "policy.json"])).stdout)).toEqual(expected);
    expect(found((await run(["check", "."], "a")).stdout)).toEqual([".policylayer/github.json", "crm.policy.json"]);
  });

  it("has its tests run", async () => {
    files();
    write("a/.policylayer/github.json", policy);
    write("crm.policy.json", policy);
    write("crm.policy-test.json", test);
    expect(await run(["test"])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("2 tests passed, 0 failed."),
    });
    expect(await run(["test", "a"])).toMatchObject({ stderr: expect.stringContaining("1 test passed, 0 failed.") });
    expect(await run(["test", "crm.policy-test.json", "a"])).toMatchObject({ code: 0 });
  });

  it("takes a file that is named, whatever it is called", async () => {
    files();
    expect(found((await run(["check", "a/other.json", "node_modules/x/policy.json"])).stdout)).toEqual([
      "a/other.json",
      "node_modules/x/policy.json",
    ]);
  });

  it("without policies is said to have none", async () => {
    write("empty/x.json", "{}");
    expect(await run(["check", "empty"])).toEqual({
      code: 2,
      stdout: "",
      stderr: 'mcp-policy: There are no policies in "empty".\n',
    });
    expect((await run(["test", "empty"])).stderr).toContain('There are no policy tests in "empty".');
  });

  it("has test files that are named checked as such, and never fixed into policies", async () => {
    write(".policylayer/github.json", policy);
    const misspelt = test.replace("{", '{"policy": "github.json", ').replace("odoo_version", "odoo_versio");
    const name = write(".policylayer/github.policy-test.json", misspelt);
    const { code, stdout } = await run(["check", "--fix", name]);
    expect(stdout).toMatch(/^\.policylayer\/github\.policy-test\.json:1:\d+: warning: .*\(test-unknown-tool\)\n$/);
    expect(code).toBe(1);
    expect(readFileSync(join(repository.folder, name), "utf8")).toBe(misspelt);
  });
});

describe("a test file in .policylayer that names no policy", () => {
  it("is about the policy of its name, from any folder", async () => {
    write(".policylayer/github.json", policy);
    write(".policylayer/policy.json", policy.replace("odoo_version", "odoo_read"));
    write(".policylayer/github.policy-test.json", test);
    const fromAbove = await run(["test", "."]);
    const fromInside = await run(["test", "github.policy-test.json"], ".policylayer");
    const checked = await run(["check", "github.policy-test.json"], ".policylayer");
    expect([fromAbove.code, fromInside.code, checked.code]).toEqual([0, 0, 0]);
  });
});

describe("the root of a report", () => {
  it("is that of the repository, wherever the command runs", async () => {
    write("a/b/policy.json", wrong);
    write("a/b/policy.policy-test.json", test.replace("allow", "deny"));
    expect((await run(["check", "policy.json", "--format", "github"], "a/b")).stdout).toMatch(
      /^::error file=a\/b\/policy\.json,line=1/,
    );
    expect((await run(["check", "--format", "junit"], "a")).stdout).toContain('classname="a/b/policy.json"');
    const { runs } = JSON.parse((await run(["check", "--format", "sarif"], "a/b")).stdout);
    expect(runs[0].results[0].locations[0].physicalLocation.artifactLocation).toEqual({
      uri: "a/b/policy.json",
      uriBaseId: "%SRCROOT%",
    });
    expect(runs[0].originalUriBaseIds["%SRCROOT%"].uri).toMatch(/^file:\/\/\/.*\/repository-[^/]+\/$/);
    expect((await run(["test", "--format", "github"], "a")).stdout).toContain("file=a/b/policy.policy-test.json,");
    expect((await run(["test", "--coverage", "lcov"], "a")).stdout).toContain("\nSF:a/b/policy.json\n");
    // For people, as they have named it.
    expect((await run(["check"], "a")).stdout).toMatch(/^b\/policy\.json:1/);
  });

  it("can be named", async () => {
    write("a/b/policy.json", wrong);
    const words = ["check", "a/b/policy.json", "--format", "github", "--root"];
    expect((await run([...words, "a"])).stdout).toContain("file=b/policy.json,");
    expect((await run([...words, join(repository.folder, "a/b")])).stdout).toContain("file=policy.json,");
    mkdirSync(join(repository.folder, "c"));
    expect((await run([...words, "c"])).stdout).toContain(`file=${join(repository.folder, "a/b/policy.json")},`);
  });

  it("has rules with help and a link in SARIF", async () => {
    write("policy.json", policy.replace("{", '{"hide": ["a", "a"], "x": 1, '));
    const docs = "https://example.com/docs/";
    const { stdout } = await run(["check", "--format", "sarif", "--docs", docs]);
    const { rules } = JSON.parse(stdout).runs[0].tool.driver;
    expect(rules.map(({ helpUri }: { helpUri: string }) => helpUri)).toEqual([
      `${docs}rules/duplicate-hide.md`,
      `${docs}diagnostics.md`,
    ]);
    for (const { help, shortDescription } of rules) {
      expect(help.text).toContain("More: https://");
      expect(help.markdown).toContain("](https://");
      expect(shortDescription.text).not.toBe("");
    }
  });
});

describe("what fails", () => {
  it("is that file's failure alone, in every format", async () => {
    write("a.policy.json", wrong);
    write("b.policy.json", new Uint8Array([0xff]));
    write("z.policy.json", wrong);
    const words = ["check", "gone.json", "*.nothing", "."];
    const { code, stdout, stderr } = await run(words);
    expect(stdout.match(/^[az]\.policy\.json:1:\d+: error/gm)).toHaveLength(2);
    for (const sentence of [
      "There is no file gone.json.",
      "No file matches *.nothing.",
      "b.policy.json is not UTF-8 text.",
    ])
      expect(stderr).toContain(`mcp-policy: ${sentence}`);
    expect(stderr).toContain("2 files checked, 3 could not be: 2 errors.\n");
    expect(code).toBe(2);
    expect((await run([...words, "--format", "github"])).stdout).toContain(
      "::error file=b.policy.json,title=unreadable::b.policy.json is not UTF-8 text.\n",
    );
    expect((await run([...words, "--format", "junit"])).stdout).toContain('<failure type="unreadable"');
    const json = JSON.parse((await run([...words, "--format", "json"])).stdout);
    expect(json.map(({ problem }: { problem?: string }) => problem)).toContain("b.policy.json is not UTF-8 text.");
    const { invocations } = JSON.parse((await run([...words, "--format", "sarif"])).stdout).runs[0];
    expect(invocations[0].executionSuccessful).toBe(false);
    expect(invocations[0].toolExecutionNotifications).toHaveLength(3);
  });

  it.runIf(process.platform === "linux")("may be a device, a pipe, a loop or a name that is not UTF-8", async () => {
    write("a.policy.json", wrong);
    execFileSync("mkfifo", [join(repository.folder, "pipe.json")]);
    symlinkSync("/dev/zero", join(repository.folder, "zero.json"));
    symlinkSync("loop.json", join(repository.folder, "loop.json"));
    writeFileSync(
      Buffer.concat([Buffer.from(`${repository.folder}/`), Buffer.from([0xff]), Buffer.from(".policy.json")]),
      policy,
    );
    const { code, stdout, stderr } = await run(["check", "pipe.json", "zero.json", "loop.json", "."]);
    expect(stderr).toContain("pipe.json is not a regular file, and is not read.");
    expect(stderr).toContain("zero.json is not a regular file, and is not read.");
    expect(stderr).toContain("loop.json is a link that leads in a circle.");
    expect(stderr).toContain("its name is not UTF-8. Rename it.");
    expect(stdout).toMatch(/^a\.policy\.json:1/);
    expect(code).toBe(2);
  });

  it.runIf(process.platform === "linux")("may be the policy of a test file", async () => {
    write("crm.policy.json", policy);
    write("a.policy-test.json", test.replace("{", '{"policy": "zero.json", '));
    symlinkSync("/dev/zero", join(repository.folder, "zero.json"));
    write("crm.policy-test.json", test);
    const { code, stderr } = await run(["test"]);
    expect(stderr).toContain("zero.json is not a regular file, and is not read.");
    expect(stderr).toContain("1 test passed, 0 failed, 1 file not run.");
    expect(code).toBe(2);
  });

  it("is told when a test file's policy lies outside of the repository", async () => {
    writeFileSync(join(repository.folder, "../outside.json"), policy);
    write("a.policy-test.json", test.replace("{", '{"policy": "../outside.json", '));
    const { code, stderr } = await run(["test"]);
    expect(stderr).toContain("The policy of a.policy-test.json, ../outside.json, is outside of the repository.");
    expect(code).toBe(0);
  });

  it("writes through no link that a pattern has found", async () => {
    const reviewed = policy.replace("{", '{"hide": ["a", "a"], ');
    writeFileSync(join(repository.folder, "../outside.policy.json"), reviewed);
    symlinkSync("../outside.policy.json", join(repository.folder, "link.policy.json"));
    write("own.policy.json", reviewed);
    for (const word of ["*.policy.json", "."]) await run(["check", "--fix", word]);
    expect(readFileSync(join(repository.folder, "../outside.policy.json"), "utf8")).toBe(reviewed);
    expect(readFileSync(join(repository.folder, "own.policy.json"), "utf8")).not.toBe(reviewed);
    await run(["check", "--fix", "link.policy.json"]);
    expect(readFileSync(join(repository.folder, "../outside.policy.json"), "utf8")).not.toBe(reviewed);
  });
});

describe("numbers", () => {
  it("29 of 50 are 58 %", async () => {
    const tools = Object.fromEntries([...Array(50).keys()].map((index) => [`t${index}`, {}]));
    write("policy.json", JSON.stringify({ version: "1", default: "deny", tools }));
    const calls = [...Array(29).keys()].map((index) => ({ tool: `t${index}` }));
    write("policy.policy-test.json", JSON.stringify({ tests: [{ calls }] }));
    expect((await run(["test", "--min-coverage", "58"])).code).toBe(0);
    expect((await run(["test", "--min-coverage", "58.0"])).code).toBe(0);
    expect((await run(["test", "--min-coverage", "58.00000000000000001"])).code).toBe(1);
    expect((await run(["test", "--coverage", "text"])).stdout).toContain("58.0 % covered");
    expect(JSON.parse((await run(["test", "--format", "json"])).stdout).policies[0].coverage).toBe(58);
    for (const percent of ["101", "-1", "x", "1e1", ""])
      expect((await run(["test", `--min-coverage=${percent}`])).code).toBe(2);
  });

  it("a hint fails neither the command nor a case of JUnit's XML, unless it is asked for", async () => {
    write("policy.json", policy.replace("{}", '{"require": []}'));
    const plain = await run(["check", "--format", "junit"]);
    expect(plain.stdout).toMatch(/^<testsuites name="mcp-policy" tests="1" failures="0">$/m);
    expect(plain.stdout).toMatch(/<system-out>hint: policy\.json:1:\d+: /);
    expect(plain.code).toBe(0);
    const asked = await run(["check", "--format", "junit", "--severity", "hint"]);
    expect(asked.stdout).toContain('failures="1"');
    expect(asked.code).toBe(1);
  });

  it("old-dialect rules that are off do not come back as unknown fields", async () => {
    write("policy.json", policy.replace("{}", '{"action": "allow"}'));
    write("settings.json", '{"rules": {"old-action": "off"}}');
    expect((await run(["check"])).stdout).toContain("(old-action)");
    expect(await run(["check", "--settings", "settings.json"])).toMatchObject({ code: 0, stdout: "" });
  });

  it("takes a settings.json with comments", async () => {
    write("policy.json", policy.replace("{", '{"hide": ["a", "a"], '));
    write(
      "settings.json",
      '{\n  // ours\n  "mcpPolicy.rules.duplicate-hide": "off", /* and */\n  "editor.tabSize": 2,\n}\n',
    );
    expect((await run(["check", "--settings", "settings.json"])).stdout).toBe("");
    write("broken.json", '{\n  "rules": {');
    expect(await run(["check", "--settings", "broken.json"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("broken.json:2:13: "),
    });
  });
});
