/** `mcp-policy test`: the samples' tests see every branch, and each guard that is taken away turns one red. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { CoverageCounter } from "../../server/src/policyTests/coverage";
import { readPolicyTests } from "../../server/src/policyTests/readPolicyTests";
import { runPolicyTest } from "../../server/src/policyTests/runPolicyTests";
import { snapshotOf } from "../../server/src/service/snapshot";
import { type BuiltCli, buildCli, finished } from "./builtCli";

const samples = resolve(import.meta.dirname, "../../samples");
const policyText = readFileSync(join(samples, "odoo-accounting.policy.json"), "utf8");
const testText = readFileSync(join(samples, "odoo-accounting.policy-test.json"), "utf8");

let cli: BuiltCli;
beforeAll(async () => {
  cli = await buildCli();
});
afterAll(() => cli.remove());

const write = (name: string, text: string): string => {
  const path = join(cli.folder, name);
  writeFileSync(path, text);
  return path;
};

describe("the samples", () => {
  test("are covered as a whole by their tests", async () => {
    const {
      code,
      stdout: out,
      stderr: err,
    } = await cli.run(["test", join(samples, "*.policy-test.json"), "--min-coverage", "100"]);
    expect(err).toContain("15 tests passed, 0 failed.");
    expect([code, out]).toEqual([0, ""]);
  });

  /** The policy without one guard: each entry of `hide`, predicate and limit by itself. */
  function* weakened(): Generator<readonly [string, string]> {
    const lists = (policy: ReturnType<typeof JSON.parse>): [string, unknown[]][] => [
      ["hide", policy.hide],
      ["all_tools/limits", policy.all_tools.limits],
      ...Object.entries<Record<string, unknown[]>>(policy.tools).flatMap(([tool, rules]) =>
        Object.entries(rules).map(([list, entries]): [string, unknown[]] => [`${tool}/${list}`, entries]),
      ),
    ];
    for (const [at, [name, entries]] of lists(JSON.parse(policyText)).entries())
      for (let index = 0; index < entries.length; index++) {
        const policy = JSON.parse(policyText);
        lists(policy)[at]?.[1].splice(index, 1);
        yield [`${name}/${index}`, JSON.stringify(policy)];
      }
  }

  const guards = [...weakened()];

  test("have guards to take away", () => expect(guards.length).toBeGreaterThan(25));

  test.each(guards)("without %s turn a test red", (_, text) => {
    const { policy } = snapshotOf(text);
    const counter = new CoverageCounter(policy);
    const failed = readPolicyTests(testText).tests.filter(
      (each) => runPolicyTest(policy, each, counter).failures.length > 0,
    );
    expect(failed.length).toBeGreaterThan(0);
  });
});

describe("mcp-policy test", () => {
  const policy =
    '{ "version": "1", "default": "deny", "tools": { "read": {}, "write": { "limits": [{ "counter": "w", "window": "minute", "max": 1, "scope": "grant" }] } } }';

  test("says where a verdict differs, and fails", async () => {
    write("a.policy.json", policy);
    const path = write(
      "a.policy-test.json",
      '{ "tests": [{ "name": "reads", "calls": [\n  { "tool": "read", "expect": { "decision": "deny" } } ] }] }',
    );
    const { code, stdout: out, stderr: err } = await cli.run(["test", path]);
    expect(code).toBe(1);
    expect(out).toContain(`FAIL ${path}:2:31: reads: read\n  decision: expected deny, is allow`);
    expect(err).toContain("0 tests passed, 1 failed.");
  });

  test("says what no test has seen", async () => {
    write("b.policy.json", policy);
    const path = write("b.policy-test.json", '{ "tests": [{ "calls": [{ "tool": "write" }] }] }');
    const { code, stdout: out } = await cli.run(["test", path, "--min-coverage", "50"]);
    expect(code).toBe(1);
    expect(out).toContain("b.policy.json: 33.3 % covered");
    expect(out).toContain("read was never called");
    expect(out).toMatch(/write, limits \(.*\) was never seen to fail/);
    const lcov = await cli.run(["test", path, "--coverage", "lcov"]);
    expect(lcov.code).toBe(0);
    expect(lcov.stdout).toContain(
      "BRDA:1,0,0,1\nBRDA:1,0,1,0\nBRF:2\nBRH:1\nDA:1,0\nDA:1,1\nLF:2\nLH:1\nend_of_record",
    );
  });

  test.each([
    ["no such file", () => ["nowhere.policy-test.json"], "There is no file nowhere.policy-test.json."],
    [
      "a test file that is wrong",
      () => [write("c.policy-test.json", '{ "tests": 7 }')],
      '"tests" must be a list in brackets',
    ],
    ["no policy", () => [write("d.policy-test.json", '{ "policy": "gone.json", "tests": [] }')], "There is no file"],
    ["a share that is none", () => ["x", "--min-coverage", "all"], "It is a number from 0 to 100."],
  ])("ends with 2 and a sentence: %s", async (_, words, sentence) => {
    const { code, stdout: out, stderr: err } = await cli.run(["test", ...words()]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(sentence);
    expect(err).not.toContain("    at ");
  });

  const sound = '{ "tests": [{ "name": "reads", "calls": [{ "tool": "read", "expect": { "decision": "allow" } }] }] }';

  test("runs the other files beside one that is broken", async () => {
    write("e.policy.json", policy);
    const paths = [write("e.policy-test.json", sound), write("f.policy-test.json", "{")];
    const { code, stdout: out, stderr: err } = await cli.run(["test", ...paths]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("f.policy-test.json:1:");
    expect(err).toContain("1 test passed, 0 failed.");
  });

  test("is not green for a policy that the gateway would refuse", async () => {
    write("g.policy.json", policy.replace('"version": "1", ', ""));
    const { code, stderr: err } = await cli.run(["test", write("g.policy-test.json", sound)]);
    expect(code).toBe(1);
    expect(err).toContain("the gateway would probably refuse it");
    expect(err).toContain("1 test passed, 0 failed.");
  });

  test("runs again when a policy or a test changes, and ends with the code of the last run", async () => {
    const policyPath = write("h.policy.json", policy);
    const path = write("h.policy-test.json", sound);
    const child = cli.start(["test", "--watch", path]);
    const run = finished(child, "");
    let said = "";
    child.stderr?.on("data", (chunk) => {
      said += chunk;
    });
    const until = (count: number, end: string) =>
      vi.waitFor(
        () =>
          expect(
            said
              .split("\n")
              .filter((line) => line.includes("passed,"))
              .slice(count - 1),
          ).toEqual([end]),
        {
          timeout: 8_000,
          interval: 25,
        },
      );
    await until(1, "1 test passed, 0 failed.");
    writeFileSync(policyPath, policy.replace('"read": {}, ', ""));
    await until(2, "0 tests passed, 1 failed.");
    writeFileSync(path, "{");
    await until(3, "0 tests passed, 0 failed.");
    // As editors save: another file takes the place.
    writeFileSync(`${path}.tmp`, sound.replace("allow", "deny"));
    renameSync(`${path}.tmp`, path);
    await until(4, "1 test passed, 0 failed.");
    child.kill("SIGINT");
    expect((await run).code).toBe(0);
  });

  test("watches no lcov", async () => {
    const { code, stderr: err } = await cli.run(["test", "--watch", "--coverage", "lcov"]);
    expect(code).toBe(2);
    expect(err).toContain("lcov is for a single run");
  });
});
