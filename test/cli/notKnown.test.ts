/** What cannot be known, in the terminal: words, exit codes and JSON. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltCli, buildCli } from "./builtCli";

let cli: BuiltCli;
const write = (name: string, text: string) => writeFileSync(join(cli.folder, name), text);
const policy = (rules: string) => `{"version": "1", "default": "deny", "tools": {"t": ${rules}}}`;

beforeAll(async () => {
  cli = await buildCli();
  write("good.policy.json", policy("{}"));
  write("week.policy.json", policy('{"limits": [{"counter": "c", "window": "week", "max": 1, "scope": "grant"}]}'));
  write("eq.policy.json", policy('{"deny_if": [{"conditions": [{"path": "args.id", "op": "eq", "value": 1000000}]}]}'));
  write("iam.json", '{"Version": "2012-10-17", "Statement": []}');
  const test = (args: string) =>
    `{"tests": [{"name": "n", "calls": [{"tool": "t", "arguments": ${args}, "expect": {"decision": "allow"}}]}]}`;
  write("good.policy-test.json", test('{"n": 1e400}'));
  write("week.policy-test.json", test("{}"));
  write("twice.policy.json", policy("{}"));
  write("twice.policy-test.json", test('{"n": 1, "n": 2}'));
});
afterAll(() => cli.remove());

const simulate = (file: string, ...words: string[]) => cli.run(["simulate", file, "t", ...words]);

describe("simulate ends with 3", () => {
  it.each([
    ["A7: on a policy with an error", "week.policy.json", "{}", "the gateway would refuse it"],
    [
      "A5: on a number beyond a double",
      "good.policy.json",
      '{"n": 1e400}',
      "args.n is a number that is too large for a double",
    ],
    ["A5: on an array", "good.policy.json", "[]", "The arguments are an array, not an object."],
    ["A5: on a string", "good.policy.json", '"x"', "The arguments are a string, not an object."],
  ])("%s", async (_, file, args, sentence) => {
    const { code, stdout } = await simulate(file, "--args", args);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^not known t at /);
    expect(stdout).toContain(sentence);
  });

  it("A7: and the trace shows what would have decided", async () => {
    const { stdout } = await simulate("week.policy.json", "--trace");
    expect(stdout).toContain("unknown  The gateway accepts the policy");
    expect(stdout).toContain("pass     Listed, or allowed by default");
    expect(stdout).toContain("by       week.policy.json:1:");
  });
});

describe("simulate", () => {
  it("A1: says that a pattern does not compile, not that the gateway refuses the policy whose calls it decides", async () => {
    write(
      "class.policy.json",
      policy('{ "deny_if": [{ "conditions": [{ "path": "args.x", "op": "regex", "value": "\\\\p{Uppercase}" }] }] }'),
    );
    const { code, stdout, stderr } = await simulate("class.policy.json", "--args", '{"x": "A"}');
    expect(stderr).toBe("In class.policy.json, 1 pattern does not compile: its condition never holds. Run check.\n");
    expect(stdout).toMatch(/^allow t at /);
    expect(code).toBe(0);
  });

  it("A5: says that a key is written twice, and that digits are lost", async () => {
    const { code, stderr } = await simulate("good.policy.json", "--args", '{"n": 9007199254740993, "m": 1, "m": 2}');
    expect(code).toBe(0);
    expect(stderr).toContain("--args: This number is compared as 9007199254740992, the nearest double.");
    expect(stderr).toContain('--args: "m" is written twice: the last one counts.');
  });

  it("A6: says how a number is printed that is compared with a text, and the other reading", async () => {
    const { code, stdout } = await simulate("eq.policy.json", "--args", '{"id": "1000000"}', "--trace");
    expect(code).toBe(0);
    expect(stdout).toContain('"1e+06"');
    expect(stdout).toContain('assumes  numberText: if it were "as YAML loads it", deny');
  });

  it("A11: does not decide by another product's policy", async () => {
    const { code, stdout, stderr } = await simulate("iam.json");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("is a policy of AWS IAM");
  });

  it("tells a denial in both eras of MCP, the newer first", async () => {
    const { stdout } = await cli.run(["simulate", "good.policy.json", "x", "--format", "json"]);
    const [{ response, responses }] = JSON.parse(stdout).steps;
    expect(responses).toEqual([
      { era: "modern", result: { resultType: "complete", ...response } },
      { era: "legacy", result: response },
    ]);
    expect(Object.keys(responses[0].result)).toEqual(["resultType", "content", "isError"]);
  });
});

describe("test", () => {
  it.each([
    ["A5: a number beyond a double", "good", "too large for a double"],
    ["A7: a policy with an error", "week", "the gateway would refuse it"],
  ])("is never green by %s", async (_, name, sentence) => {
    const { code, stdout, stderr } = await cli.run(["test", `${name}.policy-test.json`, "--coverage", "text"]);
    expect(code).toBe(1);
    expect(stdout).toContain("expected allow, but it is not known.");
    expect(stdout).toContain(sentence);
    expect(stdout).toContain("; 1 call not known");
    expect(stderr).toContain("0 tests passed, 1 failed.");
  });

  it("A5: says that a key is written twice", async () => {
    const { code, stderr } = await cli.run(["test", "twice.policy-test.json"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/twice\.policy-test\.json:1:\d+: "n" is written twice: the last one counts\./);
  });
});
