/** What the command line says where something is missing, refused or given twice: a sentence, and the exit code of the documents. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltCli, buildCli } from "./builtCli";

let cli: BuiltCli;
const limit = (window: string) =>
  `{ "version": "1", "default": "deny", "tools": { "a": { "limits": [{ "counter": "c", "window": "${window}", "max": 1, "scope": "grant" }] } } }`;
const write = (name: string, text: string) => writeFileSync(join(cli.folder, name), text);
beforeAll(async () => {
  cli = await buildCli();
  write("policy.json", limit("day"));
  write("refused.policy.json", limit("week"));
  mkdirSync(join(cli.folder, "empty/inner"), { recursive: true });
  symlinkSync("nowhere.json", join(cli.folder, ".mcp.json"));
});
afterAll(() => cli.remove());

describe("a policy that the gateway would refuse", () => {
  it("has no states in explain", async () => {
    const { code, stdout } = await cli.run(["explain", "refused.policy.json", "a"]);
    expect([code, stdout.split("\n")[1]]).toEqual([
      3,
      expect.stringMatching(/ a +not known: the gateway would refuse the policy$/),
    ]);
    const json = await cli.run(["explain", "refused.policy.json", "--format", "json"]);
    const states = JSON.parse(json.stdout).tools.map(({ state }: { state: string }) => state);
    expect([json.code, new Set(states)]).toEqual([3, new Set(["unknown"])]);
  });
  it.each([
    ["policy.json", "refused.policy.json"],
    ["refused.policy.json", "policy.json"],
  ])("cannot be compared: %s and %s", async (before, after) => {
    const { code, stderr } = await cli.run(["diff", before, after]);
    expect([code, stderr]).toEqual([3, expect.stringContaining("Nothing can be compared")]);
    expect((await cli.run(["diff", before, after, "--no-new-access"])).code).toBe(1);
  });
});

it.each([
  [
    ["gateway", "policy.json", "--metrics", "nobody.invalid:1", "--", "node"],
    "cannot listen on nobody.invalid: the host name was not found.",
  ],
  [["gateway", "policy.json", "--url", "http://127.0.0.1:1/", "--", "node"], "are two servers: choose one."],
  [
    ["gateway", "policy.json", "--listen", "0", "--url", "http://127.0.0.1:1/", "--", "node"],
    "are two servers: choose one.",
  ],
  [["gateway", "policy.json"], "Write its command after --, or its address with --url."],
  [
    ["gateway", "policy.json", "--header", "a: b", "--", "node"],
    "--header is for a server with an address: add --url.",
  ],
  [
    ["gateway", "policy.json", "--url", "http://127.0.0.1:1/", "--header", "a"],
    "--header takes a name, a colon and a value",
  ],
  [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the person types.
    ["gateway", "policy.json", "--url", "http://127.0.0.1:1/", "--header", "A: ${NO_SUCH_VARIABLE}"],
    "The header A needs the environment variable NO_SUCH_VARIABLE.",
  ],
  [["gateway", "policy.json", "--counters", "/dev/null", "--", "node"], "/dev/null is not a regular file"],
  [["import", "x", "--url", "http://127.0.0.1:1/", "--", "node"], "Several ways to get the tools are given"],
  [["point", "vscode", "--url", "http://127.0.0.1:1/", "--", "node"], "are two places: choose one."],
  [["point", "foo", "--url", "http://127.0.0.1:1/"], 'No client is called "foo". There are: vscode, claude-code,'],
  [["drift"], "No server is imported in .mcp-policy/servers. Import one first: mcp-policy import NAME"],
  [["drift", "x"], "No server is imported in .mcp-policy/servers. Import one first: mcp-policy import NAME"],
  [["replay", "policy.json", "no.jsonl"], "There is no file no.jsonl."],
  [["suggest", "--log", "no.jsonl"], "There is no file no.jsonl."],
  [
    ["suggest", "--log", "no.jsonl", "--max-risk", "low"],
    "'--max-risk <level>' cannot be used with option '--log <file>'",
  ],
  [["suggest", "--server", "a", "--max-risk", "low", "--deny-rest"], "cannot be used with option '--deny-rest'"],
  [["check", ".mcp.json"], ".mcp.json is a link to a file that does not exist."],
  [["simulate", ".mcp.json", "a"], ".mcp.json is a link to a file that does not exist."],
  [["point", "claude-code", "--url", "http://127.0.0.1:1/", "--write"], "is a link to a file that does not exist."],
])("%j says it in a sentence", async (words, sentence) => {
  const { code, stderr } = await cli.run(words);
  expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  expect(stderr).not.toContain("should not happen");
});

it("lists a client's file that is a link to nowhere, with what is wrong", async () => {
  const { stdout, stderr } = await cli.run(["servers"]);
  expect(stdout + stderr).toContain("is a link to a file that does not exist.");
});

describe("a test file", () => {
  it("that is broken JSON is not run, and the place has a sentence", async () => {
    write("broken.policy-test.json", '{"tests": [');
    expect(await cli.run(["test", "broken.policy-test.json"])).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "broken.policy-test.json:1:11: A closing bracket ] is missing.\n0 tests passed, 0 failed, 1 file not run.\n",
    });
  });

  it.each(["nowhere.policy-test.json", "latin.policy-test.json"])(
    "%s that cannot be read: no test was run",
    async (name) => {
      writeFileSync(join(cli.folder, "latin.policy-test.json"), Buffer.from([0xff]));
      const { code, stderr } = await cli.run(["test", name]);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/\nNo test was run\.\n$/)]);
    },
  );

  it.each([
    ['{"tests": []}', "1:11: warning: This file has no tests: nothing is tried.", "0 tests"],
    [
      '{"tests": [{"name": "a", "calls": []}]}',
      "1:35: warning: This test makes no calls, so it always passes. Add a call.",
      "1 test",
    ],
  ])("%s, which tries nothing, passes with a warning", async (text, warning, tests) => {
    write("empty.policy-test.json", text);
    const { code, stderr } = await cli.run(["test", "empty.policy-test.json"]);
    expect([code, stderr]).toEqual([0, `empty.policy-test.json:${warning}\n${tests} passed, 0 failed.\n`]);
  });
});

it("names the folder that has no tests", async () => {
  const { code, stderr } = await cli.runIn(join(cli.folder, "empty/inner"), ["test", ".."]);
  expect([code, stderr]).toEqual([2, expect.stringContaining('There are no policy tests in the folder "empty".')]);
});

it.each([
  ["a NUL", "po\\u0000l.json", "cannot be the name of a file: it has a NUL character."],
  ["a path from the root", "/dev/zero", '"/dev/zero" is relative to the folder of the tests.'],
])("a test whose policy has %s", async (_, policy, sentence) => {
  const name = "odd.policy-test.json";
  const tests = `[{ "name": "x", "calls": [{ "tool": "a", "expect": { "decision": "allow" } }] }]`;
  write(name, `{ "policy": "${policy}", "tests": ${tests} }`);
  const { code, stderr } = await cli.run(["test", name]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  expect(stderr).not.toContain("Received");
});
