/** Other products' policies in check: what was not looked at is never said to be fine. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type BuiltCli, buildCli } from "./builtCli";

let cli: BuiltCli;
const iam = '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] }';
beforeAll(async () => {
  cli = await buildCli();
  mkdirSync(join(cli.folder, "iam"));
  for (const name of ["aws.policy.json", "iam/policy.json", "iam/b.policy.json"])
    writeFileSync(join(cli.folder, name), iam);
  writeFileSync(
    join(cli.folder, "policy.json"),
    '{ "version": "1", "default": "deny", "tools": { "odoo_search_count": {} } }',
  );
});
afterAll(() => cli.remove());

const left = "aws.policy.json is a policy of AWS IAM, and is left alone.\n";

it.each([
  ["a file", ["aws.policy.json"], "the file is another product's policy"],
  ["a folder", ["iam"], "all 2 files are other products' policies"],
])("%s without one of ours ends with 2, and not with what was found", async (_, words, sentence) => {
  const { code, stdout, stderr } = await cli.run(["check", ...words]);
  expect([code, stdout, stderr]).toEqual([
    2,
    "",
    expect.stringContaining(`mcp-policy: Nothing was checked: ${sentence}.\n`),
  ]);
  expect(stderr).not.toContain("nothing found");
});

it("standard input with another product's policy ends with 2, too", async () => {
  expect((await cli.run(["check", "-"], iam)).code).toBe(2);
});

it("a hook can let them pass", async () => {
  const { code, stderr } = await cli.run(["check", "--allow-others", "aws.policy.json"]);
  expect([code, stderr]).toEqual([0, `${left}Nothing was checked: the file is another product's policy.\n`]);
});

it("next to one of ours they are counted apart", async () => {
  const { stderr } = await cli.run(["check", "aws.policy.json", "policy.json"]);
  expect(stderr).toMatch(`${left}1 file checked, 1 left alone: `);
});

it("they are in JSON and SARIF as left alone", async () => {
  const json = await cli.run(["check", "aws.policy.json", "--format", "json"]);
  expect(JSON.parse(json.stdout)).toEqual([{ file: "aws.policy.json", leftAlone: "AWS IAM", findings: [] }]);
  const sarif = await cli.run(["check", "aws.policy.json", "--format", "sarif"]);
  const [run] = JSON.parse(sarif.stdout).runs;
  expect(run.artifacts).toEqual([]);
  expect(run.invocations[0].toolExecutionNotifications).toMatchObject([
    { level: "note", message: { text: "A policy of AWS IAM is left alone." } },
  ]);
});
