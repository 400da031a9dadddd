/** What suggest and replay make of a log that has decisions, and what they do not read at all. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuiltCli, buildCli } from "./builtCli";

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
  writeFileSync(join(cli.folder, "policy.json"), JSON.stringify({ version: "1", default: "allow", tools: {} }));
});
afterAll(() => cli.remove());

const linesOf = (calls: readonly object[]) => calls.map((call) => JSON.stringify(call)).join("\n");
const suggest = (...calls: object[]) => cli.run(["suggest", "--log", "-"], linesOf(calls));
const toolsOf = (stdout: string) => Object.keys(JSON.parse(stdout).tools);
const edit = { tool: "edit_file", values: { path: "/etc/passwd" } };

describe("suggest from a log with decisions", () => {
  test("a denied call and one that is not known give no permission, and are counted", async () => {
    const { code, stdout, stderr } = await suggest(
      { ...edit, decision: "deny", rule: "(default deny)" },
      { ...edit, decision: "deny", rule: "(default deny)" },
      { tool: "move_file", decision: "unknown", values: {} },
      { tool: "read_file", decision: "allow", values: { path: "/a" } },
    );
    expect([code, toolsOf(stdout)]).toEqual([0, ["read_file"]]);
    expect(stderr).toContain("2 calls of standard input are left out: they were denied.\n");
    expect(stderr).toContain("1 call of standard input is left out: it is not known whether it was allowed.\n");
  });

  test("a denied call that went through all the same, as with --observe, gives no permission", async () => {
    const { stdout } = await suggest(
      { ...edit, decision: "deny", forwarded: true },
      { tool: "read_file", decision: "allow", values: {} },
    );
    expect(toolsOf(stdout)).toEqual(["read_file"]);
  });

  test.each([
    ["rule", "(ambiguous)"],
    ["outcome", "Denied"],
    ["verdict", "blocked"],
    ["decision", "ask somebody"],
    ["decision", false],
  ])("%s: %j is no permission", async (field, word) => {
    const { stdout } = await suggest(
      { ...edit, [field]: word },
      { tool: "read_file", decision: "allowed", values: {} },
    );
    expect(toolsOf(stdout)).toEqual(["read_file"]);
  });

  test("a decision beside the params of a message counts, an argument of that name does not", async () => {
    const { stdout } = await suggest(
      { decision: "deny", params: { name: "edit_file", arguments: {} } },
      { name: "vote", arguments: { decision: "deny" } },
    );
    expect(toolsOf(stdout)).toEqual(["vote"]);
  });

  test("a denied tool is not among the other tools that only read", async () => {
    const tools = ["read_file", "read_secret", "read_more"].map((name) => ({
      name,
      annotations: { readOnlyHint: true },
    }));
    writeFileSync(join(cli.folder, "files.json"), JSON.stringify({ tools }));
    expect((await cli.run(["import", "files", "--file", "files.json"])).code).toBe(0);
    const log = linesOf([
      { tool: "read_file", decision: "allow", values: {} },
      { tool: "read_secret", decision: "deny", values: {} },
    ]);
    const { stdout } = await cli.run(["suggest", "--log", "-", "--server", "files"], log);
    expect(toolsOf(stdout)).toEqual(["read_file", "read_more"]);
  });

  test("how a call ended is no decision", async () => {
    const { stdout, stderr } = await suggest({ name: "read_file", arguments: {}, outcome: "success" });
    expect(toolsOf(stdout)).toEqual(["read_file"]);
    expect(stderr).not.toContain("left out");
  });

  test("a log of nothing but denied calls gives no policy, and a sentence says why", async () => {
    const { code, stdout, stderr } = await suggest({ ...edit, decision: "deny" }, { ...edit, decision: "unknown" });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      "mcp-policy: No call of standard input is known to have been allowed: 1 was denied, 1 is not known. There is nothing to make a policy of.\n",
    );
  });
});

describe("suggest prints names of strangers as escapes of JSON", () => {
  test.each(["##vso[task]", "##[error]", "\u202E", "\u2028", "\u0085"])("%j", async (name) => {
    const { stdout } = await suggest({ name, arguments: { [`a${name}b`]: name } });
    expect(stdout).not.toContain(name);
    const [tool] = toolsOf(stdout);
    expect(tool).toBe(name);
    expect(JSON.parse(stdout).tools[name].require[0].conditions[0]).toMatchObject({
      path: `args.a${name}b`,
      value: [name],
    });
  });

  test("from a server and a risk too", async () => {
    const tools = ["list_##vso[task]", "list_\u202E"].map((name) => ({ name, annotations: { readOnlyHint: true } }));
    writeFileSync(join(cli.folder, "tools.json"), JSON.stringify({ tools }));
    expect((await cli.run(["import", "odd", "--file", "tools.json"])).code).toBe(0);
    const { stdout } = await cli.run(["suggest", "--server", "odd", "--max-risk", "high"]);
    expect(stdout).not.toMatch(/##|\u202E/);
    expect(toolsOf(stdout).length).toBeGreaterThan(0);
  });
});

describe.skipIf(process.platform === "win32")("a log that has no end is refused", () => {
  const commands = [
    ["suggest", "--log"],
    ["replay", "policy.json"],
  ];
  test.each(commands)("%s %s", async (...command) => {
    execFileSync("mkfifo", [join(cli.folder, `${command[0]}.pipe`)]);
    for (const path of ["/dev/zero", `${command[0]}.pipe`])
      expect(await cli.run([...command, path])).toEqual({
        code: 2,
        stdout: "",
        stderr: `mcp-policy: ${path} is not a regular file, and is not read.\n`,
      });
    expect((await cli.run([...command, "."])).stderr).toBe("mcp-policy: . is a folder, not a file.\n");
    expect((await cli.run([...command, "gone"])).stderr).toBe("mcp-policy: There is no file gone.\n");
  });

  test("a regular file is read whole", async () => {
    const calls = Array.from({ length: 5_000 }, (_, index) => ({ name: "t", arguments: { a: `${index}`.repeat(50) } }));
    writeFileSync(join(cli.folder, "calls.jsonl"), linesOf(calls));
    const { stdout } = await cli.run(["replay", "policy.json", "calls.jsonl", "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ allowed: 5_000, notReplayable: 0 });
  });
});

describe("replay of a call that can be read in several ways", () => {
  test("is not known, whatever the policy says of its tool", async () => {
    const ambiguous = { tool: "t", decision: "deny", rule: "(ambiguous)", message: "Twice.", arguments: [] };
    const log = linesOf([ambiguous, { tool: "t", decision: "deny", rule: "(hidden)", arguments: [] }]);
    const { code, stdout } = await cli.run(["replay", "policy.json", "-", "--format", "json"], log);
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ allowed: 1, denied: 0, notKnown: 1, notReplayable: 0 });
    expect(report.notKnownReasons).toEqual([
      { reason: "the call was ambiguous: it can be read in several ways", count: 1, firstLine: 1 },
    ]);
  });
});
