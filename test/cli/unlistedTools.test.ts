/** A tool that nobody lists: misspelt or not, it is decided like any other, and the command line says so. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltCli, buildCli } from "./builtCli";

let cli: BuiltCli;
const write = (name: string, text: string) => {
  mkdirSync(dirname(join(cli.folder, name)), { recursive: true });
  writeFileSync(join(cli.folder, name), text);
};
const policy = (decision: string) =>
  `{ "version": "1", "default": "${decision}", "tools": { "odoo_search_read": {}, "odoo_read": {} } }`;
const testOf = (tool: string, decision: string) =>
  `{ "tests": [{ "name": "a", "calls": [{ "tool": "${tool}", "expect": { "decision": "${decision}" } }] }] }`;
const note =
  'Neither the policy nor the tools of "Odoo Claude MCP" include "odoo_serch_read". Did you mean "odoo_search_read"?';

beforeAll(async () => {
  cli = await buildCli();
  write("policy.json", policy("deny"));
  write("open/policy.json", policy("allow"));
});
afterAll(() => cli.remove());

describe("a misspelt tool", () => {
  it("is decided by simulate as the format says, with a note", async () => {
    const { code, stdout, stderr } = await cli.run(["simulate", "policy.json", "odoo_serch_read"]);
    expect([code, stdout, stderr]).toEqual([1, expect.stringContaining("rule     (default deny)"), `${note}\n`]);
  });

  it.each(["simulate", "explain"])("has the note in the JSON of %s", async (command) => {
    const { stdout } = await cli.run([command, "policy.json", "odoo_serch_read", "--format", "json"]);
    expect(JSON.parse(stdout).notes).toEqual([note]);
  });

  it("is explained with a note", async () => {
    const { stdout, stderr } = await cli.run(["explain", "policy.json", "odoo_serch_read"]);
    expect([stdout, stderr]).toEqual([expect.stringContaining("denied: not listed"), `${note}\n`]);
  });

  it("is not probed without a word where the default allows it", async () => {
    const { stderr, stdout } = await cli.run(["probe", "open/policy.json", "odoo_serch_read", "--format", "json"]);
    expect([stderr, JSON.parse(stdout).notes]).toEqual([`${note}\n`, [note]]);
    expect(await cli.run(["probe", "policy.json", "odoo_serch_read"])).toEqual({
      code: 2,
      stdout: "",
      stderr: `mcp-policy: ${note}\n`,
    });
  });
});

it("a tool that is like none gets no guess", async () => {
  const { stderr } = await cli.run(["simulate", "policy.json", "transfer_money"]);
  expect(stderr).toBe('Neither the policy nor the tools of "Odoo Claude MCP" include "transfer_money".\n');
});

it.each(["odoo_search_read", "odoo_write"])("%s, which is listed, gets no note", async (tool) => {
  for (const command of ["simulate", "explain"]) {
    const { stdout } = await cli.run([command, "policy.json", tool, "--format", "json"]);
    expect(JSON.parse(stdout).notes).toEqual([]);
  }
});

describe("a test", () => {
  const why = `${note} Any name without rules is denied: this says nothing about "odoo_search_read".`;

  it("that expects the denial of a misspelt tool passes with a warning", async () => {
    write("a.policy-test.json", testOf("odoo_serch_read", "deny"));
    const { code, stderr } = await cli.run(["test", "a.policy-test.json"]);
    expect([code, stderr]).toEqual([0, `a.policy-test.json:1:38: warning: ${why}\n1 test passed, 0 failed.\n`]);
    const json = await cli.run(["test", "a.policy-test.json", "--format", "json"]);
    expect(JSON.parse(json.stdout).files[0].notes).toEqual([{ message: why, line: 1, column: 38 }]);
    const github = await cli.run(["test", "a.policy-test.json", "--format", "github"]);
    expect(github.stdout).toContain("::warning file=a.policy-test.json,line=1,col=38,title=policy test::Neither");
  });

  it("is checked with the same words, which fail nothing", async () => {
    write("a.policy-test.json", testOf("odoo_serch_read", "deny"));
    const { code, stdout } = await cli.run(["check", "a.policy-test.json"]);
    expect([code, stdout]).toEqual([0, `a.policy-test.json:1:48: information: ${why} (test-unknown-tool)\n`]);
  });

  it.each([
    ["a tool that is like none", "transfer_money", "deny"],
    ["a listed tool that is denied", "odoo_write", "deny"],
    ["a tool of the policy", "odoo_read", "allow"],
  ])("of %s gets no warning", async (_, tool, decision) => {
    write("b.policy-test.json", testOf(tool, decision));
    expect((await cli.run(["test", "b.policy-test.json"])).stderr).toBe("1 test passed, 0 failed.\n");
  });
});
