/** What is said on standard error about a policy is in a report for programs, too. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltCli, buildCli } from "./builtCli";

let cli: BuiltCli;
const tools = ["read", "write"].map((name) => ({ name, inputSchema: { type: "object" } }));
const files = {
  "policy.json": '{ "version": "1", "default": "deny", "tools": { "read": {}, "write": {} }, "extra": 1 }',
  "plain.json": '{ "version": "1", "default": "deny", "tools": { "read": {}, "write": {} } }',
  "policy.policy-test.json": '{ "policy": "plain.json", "tests": [{ "name": "a", "calls": [{ "tool": "read" }] }] }',
};
beforeAll(async () => {
  cli = await buildCli();
  mkdirSync(join(cli.folder, ".mcp-policy/servers"), { recursive: true });
  for (const name of ["one", "two"])
    writeFileSync(join(cli.folder, `.mcp-policy/servers/${name}.json`), JSON.stringify({ tools }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cli.folder, name), text);
});
afterAll(() => cli.remove());

const unclear = (name: string) =>
  `${name}: Which server this is about is not clear: "one" or "two". Name it under "servers" in .mcp-policy/config.json.`;
const notesOf = async (...words: readonly string[]): Promise<readonly string[]> => {
  const { stdout, stderr } = await cli.run([...words, "--format", "json"]);
  const json = JSON.parse(stdout);
  const { notes } = Array.isArray(json) ? json[0] : json;
  expect(stderr).toContain(notes[0]);
  return notes;
};

describe("that it is not clear which server a policy is about", () => {
  it.each([
    [["explain", "plain.json"], "plain.json"],
    [["probe", "plain.json"], "plain.json"],
    [["diff", "plain.json", "plain.json"], "plain.json"],
    [["stack"], "policy.json"],
    [["test", "--mutants"], "plain.json"],
  ])("is a note of %j", async (words, name) => {
    expect(await notesOf(...words)).toEqual([unclear(name)]);
  });

  it("is a note of check, next to what was not judged", async () => {
    expect(await notesOf("check", "policy.json")).toEqual([
      unclear("policy.json"),
      "policy.json: not known: nothing was judged about 2 tools, since no catalogue lists them.",
    ]);
  });

  it("is a note of simulate, next to all others", async () => {
    expect(await notesOf("simulate", "policy.json", "read", "--args", '{"a": 1, "a": 2}')).toEqual([
      unclear("policy.json"),
      expect.stringMatching(/^--args: .*"a"/),
      "The policy has unknown fields; whether the gateway accepts those is not known.",
    ]);
  });

  it("is a note in SARIF, which does not make the run a failure", async () => {
    const { stdout } = await cli.run(["check", "policy.json", "--format", "sarif"]);
    const [{ invocations }] = JSON.parse(stdout).runs;
    const [{ executionSuccessful, toolExecutionNotifications }] = invocations;
    expect(executionSuccessful).toBe(true);
    expect(toolExecutionNotifications[0]).toMatchObject({ level: "note", message: { text: unclear("policy.json") } });
  });
});
