import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltCli, buildCli } from "./builtCli";

const guarded = (pattern: string): string => `{
  "version": "1",
  "default": "deny",
  "tools": {
    "read_file": {
      "require": [{ "conditions": [{ "path": "args.path", "op": "regex", "value": "${pattern}" }], "on_deny": "No." }]
    }
  }
}
`;

// A machine that has Node.js alone has no history to compare with.
const hasGit = spawnSync("git", ["--version"]).status === 0;

describe.runIf(hasGit)("diff", () => {
  let cli: BuiltCli;
  let folder: string;
  beforeAll(async () => {
    cli = await buildCli();
    folder = mkdtempSync(join(cli.folder, "repository-"));
    const git = (...words: string[]): void => {
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...words], { cwd: folder });
    };
    git("init", "-q");
    writeFileSync(join(folder, "policy.json"), guarded("^/srv/"));
    git("add", ".");
    git("commit", "-q", "-m", "First");
    writeFileSync(join(folder, "policy.json"), guarded("/srv/"));
    writeFileSync(join(folder, "same.policy.json"), guarded("^/srv/.*"));
    writeFileSync(join(folder, "broken.policy.json"), `{"version": "1", "default": "deny", "tools": 1}`);
  });
  afterAll(() => cli.remove());

  test("shows a call that a commit did not allow, and simulate allows it", async () => {
    const { code, stdout } = await cli.runIn(folder, [
      "diff",
      "git:HEAD",
      "policy.json",
      "--no-new-access",
      "-f",
      "json",
    ]);
    expect(code).toBe(1);
    const { newlyAllowed, newlyDenied, unknown } = JSON.parse(stdout);
    expect([newlyDenied, unknown]).toEqual([[], []]);
    expect(newlyAllowed).toHaveLength(1);
    const args = JSON.stringify(newlyAllowed[0].arguments);
    const simulated = await cli.runIn(folder, ["simulate", "policy.json", "read_file", "--args", args]);
    expect(simulated.code).toBe(0);
  });

  test.each([
    ["git:nosuch", "policy.json", 'Git has no revision "nosuch". Write a commit, a tag or a branch'],
    ["git:HEAD", "same.policy.json", 'Git has no same.policy.json at "HEAD": it is not committed there, or has'],
  ])("%s of %s is a sentence that says what to do", async (place, name, sentence) => {
    const { code, stderr } = await cli.runIn(folder, ["diff", place, name]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`mcp-policy: ${sentence}`)]);
  });

  test("outside of a repository there is no revision", async () => {
    writeFileSync(join(cli.folder, "alone.json"), guarded("^/srv/"));
    const { code, stderr } = await cli.run(["diff", "git:HEAD", "alone.json"]);
    expect([code, stderr]).toEqual([
      2,
      'mcp-policy: alone.json is in no Git repository, so it has no revision "HEAD". Name the old policy\'s file instead.\n',
    ]);
  });

  test("says so when nothing is newly allowed, and ends with 0", async () => {
    const words = ["diff", "git:HEAD", "same.policy.json", "--no-new-access"];
    const unknownFile = await cli.runIn(folder, words);
    expect([unknownFile.code, unknownFile.stderr]).toEqual([
      2,
      expect.stringContaining(`Git has no same.policy.json at "HEAD"`),
    ]);
    writeFileSync(join(folder, "old.policy.json"), guarded("^/srv/"));
    const { code, stdout } = await cli.runIn(folder, [
      "diff",
      "old.policy.json",
      "same.policy.json",
      "--no-new-access",
    ]);
    expect([code, stdout.trimEnd().split("\n").at(-1)]).toEqual([0, "No call is newly allowed."]);
  });

  test("marks the tool in the new policy for a workflow, and lists it as code for a pull request", async () => {
    const github = await cli.runIn(folder, ["diff", "git:HEAD", "policy.json", "--format", "github"]);
    expect(github.stdout).toContain("::warning file=policy.json,line=5,title=newly allowed::read_file {");
    const markdown = await cli.runIn(folder, ["diff", "git:HEAD", "policy.json", "--format", "markdown"]);
    expect(markdown.stdout).toContain("### What `policy.json` lets through\n\n#### Newly allowed\n\n- `read_file {");
  });

  test("says the risk of the tool and the line that decides, and what is risky comes first", async () => {
    const open = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "odoo_read": {},
    "ai_invoice_plugins_reload": {}
  }
}
`;
    writeFileSync(join(folder, "closed.policy.json"), '{"version":"1","default":"deny","tools":{}}');
    writeFileSync(join(folder, "open.policy.json"), open);
    const words = ["diff", "closed.policy.json", "open.policy.json"];
    const { stdout } = await cli.runIn(folder, words);
    expect(stdout.split("\n").filter((line) => line.startsWith("  "))).toEqual([
      expect.stringMatching(/^ {2}ai_invoice_plugins_reload \{.*\} · High risk · line 6$/),
      expect.stringMatching(/^ {2}odoo_read \{.*\} · Low risk · line 5$/),
    ]);
    const markdown = await cli.runIn(folder, [...words, "--format", "markdown"]);
    expect(markdown.stdout).toMatch(/^- `ai_invoice_plugins_reload \{.*\}` · High risk · line 6$/m);
  });

  test("a comment for a pull request is not longer than GitHub takes", async () => {
    const names = Array.from({ length: 2_000 }, (_, index) => `${"tool_".repeat(20)}${index}`);
    const tools = (rules: object) => Object.fromEntries(names.map((name) => [name, rules]));
    const limit = (max: number) => ({ limits: [{ counter: "rate", window: "minute", max, scope: "grant" }] });
    const all: Record<string, object> = {
      "none.policy.json": {},
      "some.policy.json": tools(limit(1)),
      "more.policy.json": tools(limit(2)),
    };
    for (const [name, rules] of Object.entries(all))
      writeFileSync(join(folder, name), JSON.stringify({ version: "1", default: "deny", tools: rules }));
    for (const [before, after] of [
      ["none", "some"],
      ["some", "none"],
      ["some", "more"],
    ]) {
      const files = [`${before}.policy.json`, `${after}.policy.json`];
      const { stdout } = await cli.runIn(folder, ["diff", ...files, "--format", "markdown"]);
      expect(stdout).toContain("\n- and 1,930 more\n");
      expect(stdout.length).toBeLessThan(65_536 / 4);
    }
  });

  test("a policy that the gateway would refuse is not known, and no new access fails", async () => {
    const { code, stdout } = await cli.runIn(folder, ["diff", "git:HEAD", "policy.json", "-f", "json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).unknown).toEqual([]);
    const refused = await cli.runIn(folder, [
      "diff",
      "broken.policy.json",
      "policy.json",
      "--no-new-access",
      "-f",
      "json",
    ]);
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout).unknown).toHaveLength(1);
  });

  test("a revision is never an option of git", async () => {
    const { code, stderr } = await cli.runIn(folder, ["diff", "git:--help", "policy.json"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("names no revision")]);
  });
});
