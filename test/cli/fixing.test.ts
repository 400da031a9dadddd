/** What `check --fix` says of what it did, and what it leaves in the folder. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { draftPath } from "../../server/src/disk/drafts";
import { type BuiltCli, buildCli } from "./builtCli";

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
});
afterAll(() => cli.remove());

const fixable = '{ "version": "1", "default": "deny", "hide": ["create_record", "create_record"], "tools": {} }\n';

it("says which files are fixed, and what is left", async () => {
  writeFileSync(join(cli.folder, "twice.policy.json"), fixable);
  const { stderr } = await cli.run(["check", "--fix", "twice.policy.json"]);
  expect(stderr).toMatch(/^twice\.policy\.json is fixed: \d problems? before, \d left\.$/m);
  expect(readFileSync(join(cli.folder, "twice.policy.json"), "utf8")).toContain('"hide": ["create_record"]');
  expect((await cli.run(["check", "--fix", "twice.policy.json"])).stderr).not.toContain("is fixed");
});

it("calls a file changed, not fixed, that has as many problems as before", async () => {
  writeFileSync(join(cli.folder, "old.policy.json"), '{ "tools": { "a": "allow" } }\n');
  const { stderr } = await cli.run(["check", "--fix", "old.policy.json"]);
  expect(stderr).toMatch(/^old\.policy\.json is changed: (\d) problems before, \1 left\.$/m);
});

it("counts what a bounded list leaves out, before and after", async () => {
  const unfixable = Array.from({ length: 1_500 }, (_, index) => `"t${index}": { "limits": [{ "window": "week" }] }`);
  const fixed = Array.from({ length: 300 }, (_, index) => `"d${index}": "deny"`);
  writeFileSync(
    join(cli.folder, "many.policy.json"),
    `{ "version": "1", "default": "deny", "tools": { ${[...unfixable, ...fixed].join(", ")} } }`,
  );
  const { stdout, stderr } = await cli.run(["check", "--fix", "many.policy.json"]);
  // Each limit has two; the denied tools are fixed.
  expect(stderr).toMatch(/^many\.policy\.json is fixed: 3,300 problems before, 3,000 left\.$/m);
  expect(stdout).toContain("2,000 more problems follow, which are not listed.");
  expect(stderr).toMatch(/^1 file checked: .* and more that are not listed\.$/m);
});

it.each([
  ["check", "--fix"],
  ["format", "."],
])("H2: %s %s removes what a killed run has left", async (command, word) => {
  const folder = join(cli.folder, command);
  mkdirSync(folder);
  writeFileSync(join(folder, "policy.json"), fixable);
  const ended = spawnSync(process.execPath, ["-e", ""]).pid;
  const draft = draftPath(join(folder, "policy.json"));
  writeFileSync(draft.replace(`-${process.pid}-`, `-${ended}-`), "{");
  await cli.runIn(folder, [command, word]);
  expect(readdirSync(folder)).toEqual(["policy.json"]);
});

it("a path of dots is not read as the end of a sentence", async () => {
  mkdirSync(join(cli.folder, "a/b"), { recursive: true });
  const { stderr } = await cli.runIn(join(cli.folder, "a/b"), ["test", ".."]);
  expect(stderr).toContain('There are no policy tests in the folder "a".');
});

it("a pattern that does not compile is not said to make the gateway refuse the policy", async () => {
  writeFileSync(
    join(cli.folder, "dead.policy.json"),
    `{ "version": "1", "default": "deny", "tools": { "t": { "require": [
      { "conditions": [{ "path": "args.x", "op": "regex", "value": "(?=a)" }], "on_deny": "No." }] } } }`,
  );
  writeFileSync(
    join(cli.folder, "dead.policy-test.json"),
    '{ "tests": [{ "calls": [{ "tool": "t", "arguments": { "x": "a" }, "expect": { "decision": "deny" } }] }] }',
  );
  for (const words of [[], ["--format", "github"], ["--format", "junit"]]) {
    const { code, stdout, stderr } = await cli.run(["test", "dead.policy-test.json", ...words]);
    expect([code, stdout + stderr]).toEqual([0, expect.not.stringContaining("refuse")]);
    expect(stderr).toContain("In dead.policy.json, 1 pattern does not compile: its condition never holds. Run check.");
  }
});
