import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltCli, buildCli } from "./builtCli";

const odd = resolve(import.meta.dirname, "../mcp/servers/odd.mjs");

describe("stack, suggest, and what drift means to policies", () => {
  let cli: BuiltCli;
  let ws = "";
  beforeAll(async () => {
    cli = await buildCli();
    ws = join(cli.folder, "stack");
    mkdirSync(join(ws, ".mcp-policy/servers"), { recursive: true });
    mkdirSync(join(ws, ".git"));
    const source = { kind: "command", command: process.execPath, args: [odd, "pages"], env: [] };
    const tools = [{ name: "t1", description: "d", inputSchema: { type: "object" } }, { name: "gone" }];
    write(".mcp-policy/servers/odd.json", { source, tools });
    write(".mcp-policy/servers/mail.json", { tools: [{ name: "list_inbox" }, { name: "send_mail" }, { name: "x" }] });
    write("odd.policy.json", { version: "1", default: "allow", tools: { gone: {} } });
  });
  afterAll(() => cli.remove());
  const write = (name: string, content: object): void => {
    mkdirSync(dirname(join(ws, name)), { recursive: true });
    writeFileSync(join(ws, name), JSON.stringify(content));
  };
  const run = (...words: string[]) => cli.runIn(ws, words);

  test("stack lists every tool of every imported server with its state", async () => {
    const { code, stdout } = await run("stack", "--format", "json");
    expect(code).toBe(0);
    const { tools, pairs } = JSON.parse(stdout);
    expect(tools.map((each: { state: string; tool: string }) => `${each.state} ${each.tool}`).sort()).toEqual([
      "allowed gone",
      "allowed t1",
      "not covered list_inbox",
      "not covered send_mail",
      "not covered x",
    ]);
    expect(pairs[0]).toMatchObject({ reads: { tool: "list_inbox" }, sends: { tool: "send_mail" } });
    expect((await run("stack")).stdout).toContain("# What your agents can call");
    expect((await run("stack", "--format", "csv")).stdout.split("\n")[0]).toBe(
      "state,risk,category,tool,server,policy,in words",
    );
  });

  test("a policy of another product is no policy, and one that is too large is not left out in silence", async () => {
    write("others/aws/policy.json", { Version: "2012-10-17", Statement: [] });
    const other = "others/aws/policy.json is a policy of AWS IAM, not of an MCP gateway.";
    expect(await run("stack", "others/aws/policy.json")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining(other),
    });
    expect(await run("stack", "others/aws")).toMatchObject({ code: 2, stdout: "" });
    expect(await run("stack", "others/aws/policy.json", "odd.policy.json")).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("others/aws/policy.json is a policy of AWS IAM, and is left alone."),
    });
    write("others/large/policy.json", { version: "1", default: "allow", note: ",".repeat(2_100_000) });
    const large = await run("stack", "others/large");
    expect([large.code, large.stderr]).toEqual([2, expect.stringContaining("others/large/policy.json: ")]);
    for (const command of [["check"], ["simulate", "a"], ["probe"], ["explain"]]) {
      const [name = "", ...rest] = command;
      const said = await run(name, "others/large/policy.json", ...rest);
      expect([name, said.code, said.stderr]).toEqual([
        name,
        2,
        expect.stringContaining("others/large/policy.json: The"),
      ]);
    }
    rmSync(join(ws, "others"), { recursive: true });
  });

  test("drift says which policies it touches", async () => {
    const { code, stdout } = await run("drift", "odd");
    expect(code).toBe(1);
    expect(stdout).toContain('  odd.policy.json: "t2" is new, and "default": "allow" lets it through.\n');
    expect(stdout).toContain('  odd.policy.json: names "gone", which is gone.\n');
  });

  test("suggest from a server and a risk", async () => {
    const { code, stdout } = await run("suggest", "--server", "mail", "--max-risk", "low");
    expect([code, JSON.parse(stdout)]).toEqual([0, { version: "1", default: "deny", tools: { list_inbox: {} } }]);
  });

  test("suggest from a log, which then replays without a denial", async () => {
    const calls = [1, 2, 3].map((at) => ({
      at: `2026-01-01T09:00:0${at}Z`,
      name: "send_mail",
      arguments: { to: "a@b.example", text: `mail ${at}` },
    }));
    writeFileSync(join(ws, "calls.jsonl"), calls.map((each) => JSON.stringify(each)).join("\n"));
    const { stdout } = await run("suggest", "--log", "calls.jsonl", "--deny-rest");
    expect(Object.keys(JSON.parse(stdout).tools)).toEqual(["send_mail"]);
    writeFileSync(join(ws, "mail.policy.json"), stdout);
    const replayed = await run("replay", "mail.policy.json", "calls.jsonl", "--fail-on", "deny", "not-known");
    expect(replayed.code).toBe(0);
  });

  test("what a person got wrong is a sentence", async () => {
    expect((await run("suggest")).stderr).toContain("Say what the policy is made of");
    expect((await run("suggest", "--server", "nobody", "--max-risk", "low")).stderr).toContain(
      "There are: odoo-claude-mcp, mail, odd.",
    );
    expect((await run("suggest", "--server", "mail", "--max-risk", "huge")).stderr).toContain(
      "--max-risk takes low, medium or high",
    );
  });
});
