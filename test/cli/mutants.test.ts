import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltCli, buildCli, project } from "./builtCli";

const policy = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "pay": {
      "deny_if": [{ "conditions": [{ "path": "args.amount", "op": "gt", "value": 500 }], "on_deny": "Too much." }]
    }
  }
}
`;
const tests = (amount: number): string =>
  JSON.stringify({
    policy: "pay.policy.json",
    tests: [
      {
        name: "large amounts",
        calls: [
          { tool: "pay", arguments: { amount }, expect: { decision: "deny" } },
          { tool: "other", expect: { decision: "deny" } },
        ],
      },
    ],
  });

describe("test --mutants", () => {
  let cli: BuiltCli;
  beforeAll(async () => {
    cli = await buildCli();
    writeFileSync(join(cli.folder, "pay.policy.json"), policy);
    writeFileSync(join(cli.folder, "weak.policy-test.json"), tests(9000));
    writeFileSync(join(cli.folder, "sharp.policy-test.json"), tests(501));
    writeFileSync(join(cli.folder, "wrong.policy-test.json"), tests(1));
  });
  afterAll(() => cli.remove());
  const run = (...words: string[]) => cli.runIn(cli.folder, ["test", ...words]);

  test("shows the edit that no test notices, where it is, and the call that would", async () => {
    const { code, stdout } = await run("weak.policy-test.json", "--mutants", "--format", "json");
    expect([code, JSON.parse(stdout)]).toEqual([
      1,
      {
        mutants: 3,
        killed: 2,
        survived: [
          {
            file: "pay.policy.json",
            edit: "args.amount gt 500 → 501",
            range: { start: { line: 5, character: 35 }, end: { line: 5, character: 86 } },
            call: { tool: "pay", arguments: { amount: 501 }, repeat: 1 },
          },
        ],
        notKnown: [],
        notes: [],
      },
    ]);
  });

  test("ends with 0 when all are killed, and says how many", async () => {
    const { code, stdout } = await run("sharp.policy-test.json", "--mutants");
    expect([code, stdout]).toEqual([0, "pay.policy.json: 3 of 3 mutants killed.\n"]);
  });

  test("makes none while a test fails", async () => {
    const { code, stdout, stderr } = await run("wrong.policy-test.json", "--mutants");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("fix the failing tests first");
  });

  test("shows calls like those of an imported server", async () => {
    const ws = join(cli.folder, "imported");
    mkdirSync(join(ws, ".mcp-policy/servers"), { recursive: true });
    const inputSchema = { type: "object", required: ["account"], properties: { account: { enum: ["savings"] } } };
    writeFileSync(join(ws, ".mcp-policy/servers/bank.json"), JSON.stringify({ tools: [{ name: "pay", inputSchema }] }));
    writeFileSync(join(ws, "bank.policy.json"), policy);
    writeFileSync(join(ws, "bank.policy-test.json"), tests(9000).replace("pay.policy", "bank.policy"));
    const { stdout } = await cli.runIn(ws, ["test", "--mutants", "--format", "json"]);
    const { survived } = JSON.parse(stdout);
    expect(survived[0].call).toEqual({ tool: "pay", arguments: { account: "savings", amount: 501 }, repeat: 1 });
  });

  test("the sample's tests kill all", async () => {
    const { code, stdout } = await run(resolve(project, "samples"), "--mutants");
    expect([code, stdout]).toEqual([0, expect.stringMatching(/: (\d+) of \1 mutants killed\.\n$/)]);
  });
});
