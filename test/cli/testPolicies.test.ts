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

  test("says where a decision differs, and fails", async () => {
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
  });

  test("never rounds up what is too little", async () => {
    write("n.policy.json", '{ "version": "1", "default": "deny", "tools": { "a": {}, "b": {}, "c": {} } }');
    const path = write("n.policy-test.json", '{ "tests": [{ "calls": [{ "tool": "a" }, { "tool": "b" }] }] }');
    const { code, stdout } = await cli.run(["test", path, "--min-coverage", "66.7"]);
    expect(stdout).toContain("n.policy.json: 66.6 % covered");
    expect(code).toBe(1);
  });

  const unread = '{ "tests": [{ "name": "writes", "calls": [{ "tool": "write" }, { "tool": "write" }] }] }';

  test("writes what genhtml takes: every line once, one for every branch, none reached whose line is not", async () => {
    const pretty = JSON.stringify({
      ...JSON.parse(policy),
      all_tools: { limits: [{ counter: "all", window: "day", max: 9, scope: "grant" }] },
      tools: {
        ...JSON.parse(policy).tools,
        never: { deny_if: [{ conditions: [{ path: "args.a", op: "exists", value: true }] }, { conditions: [] }] },
      },
    });
    const lines = JSON.stringify(JSON.parse(pretty), undefined, 2);
    write("two words.policy.json", lines);
    write("one line.policy.json", pretty);
    const paths = [
      write("two words.policy-test.json", unread),
      write("again.policy-test.json", unread.replace("{", '{ "policy": "two words.policy.json", ')),
      write("one line.policy-test.json", unread),
    ];
    const { code, stdout } = await cli.run(["test", ...paths, "--coverage", "lcov"]);
    expect(code).toBe(0);
    const records = stdout.split("end_of_record\n").slice(0, -1);
    expect(records.map((record) => record.split("\n")[1])).toEqual([
      "SF:two words.policy.json",
      "SF:one line.policy.json",
    ]);
    for (const record of records) {
      const numbers = (key: string) =>
        [...record.matchAll(new RegExp(`^${key}:(.*)$`, "gm"))].map(([, found = ""]) => found.split(","));
      const hits = new Map(numbers("DA").map(([line = "", count]) => [line, Number(count)]));
      expect(hits.size).toBe(numbers("DA").length);
      for (const [line = "", , , taken] of numbers("BRDA")) expect(taken === "-", record).toBe(hits.get(line) === 0);
      const taken = numbers("BRDA").filter(([, , , count]) => Number(count) > 0);
      const hit = [...hits.values()].filter((count) => count > 0);
      expect(["BRF", "BRH", "LF", "LH"].map((key) => Number(numbers(key)[0]))).toEqual([
        numbers("BRDA").length,
        taken.length,
        hits.size,
        hit.length,
      ]);
    }
    const lineOf = (part: string) => lines.slice(0, lines.indexOf(part)).split("\n").length;
    // Twice two calls: the second of each is denied. Nothing has called read, nor asked a branch of never.
    for (const [part, count] of [
      ["{}", 0],
      ['{\n          "counter": "w"', 4],
      ['{\n        "counter": "all"', 2],
      ['{\n          "conditions"', 0],
    ] as const)
      expect(records[0], part).toContain(`\nDA:${lineOf(part)},${count}\n`);
  });

  test("counts a policy once, however its tests are named", async () => {
    write("i.policy.json", policy);
    const path = write("i.policy-test.json", unread);
    write("other.policy-test.json", unread.replace("{", '{ "policy": "i.policy.json", '));
    const words = [path, "./i.policy-test.json", "other.policy-test.json"];
    const { stdout, stderr } = await cli.run(["test", ...words, "--coverage", "lcov"]);
    expect(stdout.match(/^SF:/gm)).toHaveLength(1);
    // Two calls of each file.
    expect(stdout).toContain("\nDA:1,4\n");
    expect(stderr).toBe("2 tests passed, 0 failed.\n");
  });

  describe("reports", () => {
    const run = async (format: string, ...words: string[]) => {
      write("j.policy.json", policy);
      write(
        "j.policy-test.json",
        '{ "tests": [\n{ "name": "a & b", "calls": [{ "tool": "read" }] },\n{ "name": "writes", "calls": [\n  { "tool": "write", "repeat": 2, "expect": { "decision": "allow" } }] }] }',
      );
      write("k.policy-test.json", '{\n "tests": 7 }');
      return cli.run(["test", "j.policy-test.json", "k.policy-test.json", "--format", format, ...words]);
    };

    test("as JSON", async () => {
      const { code, stdout } = await run("json");
      expect(code).toBe(2);
      expect(JSON.parse(stdout)).toEqual({
        files: [
          {
            file: "j.policy-test.json",
            policy: "j.policy.json",
            tests: [
              { name: "a & b", passed: true, failures: [] },
              {
                name: "writes",
                passed: false,
                failures: [
                  {
                    tool: "write",
                    repetition: 2,
                    message: "decision: expected allow, is deny by /tools/write/limits/w",
                    line: 4,
                    column: 45,
                  },
                ],
              },
            ],
            notes: [],
          },
          { file: "k.policy-test.json", problem: expect.stringContaining("must be a list"), line: 2, column: 11 },
        ],
        policies: [{ file: "j.policy.json", errors: 0, notKnown: 0, coverage: 100, unseen: [] }],
      });
    });

    test("as JUnit's XML", async () => {
      const { stdout } = await run("junit", "--min-coverage", "90");
      expect(stdout).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="mcp-policy" tests="4" failures="2">
  <testsuite name="j.policy-test.json" tests="2" failures="1">
    <testcase classname="j.policy-test.json" name="a &amp; b"/>
    <testcase classname="j.policy-test.json" name="writes">
      <failure type="decision" message="write, call 2 of 2: decision: expected allow, is deny by /tools/write/limits/w">j.policy-test.json:4:45: write, call 2 of 2: decision: expected allow, is deny by /tools/write/limits/w</failure>
    </testcase>
  </testsuite>
  <testsuite name="k.policy-test.json" tests="1" failures="1">
    <testcase classname="k.policy-test.json" name="can be read">
      <failure type="unreadable" message="&quot;tests&quot; must be a list in brackets, not the number 7.">k.policy-test.json:2:11: &quot;tests&quot; must be a list in brackets, not the number 7.</failure>
    </testcase>
  </testsuite>
  <testsuite name="j.policy.json" tests="1" failures="0">
    <testcase classname="j.policy.json" name="90 % are covered"/>
  </testsuite>
</testsuites>
`);
    });

    test("as commands of a GitHub workflow", async () => {
      const { stdout } = await run("github");
      expect(stdout).toBe(
        "::error file=j.policy-test.json,line=4,col=45,title=writes::write, call 2 of 2: decision: expected allow, is deny by /tools/write/limits/w\n" +
          '::error file=k.policy-test.json,line=2,col=11,title=policy test::"tests" must be a list in brackets, not the number 7.\n',
      );
    });

    test("say what is wrong with a policy, and what no test has seen of it", async () => {
      write("l.policy.json", policy.replace('"version": "1", ', ""));
      write("l.policy-test.json", '{ "tests": [{ "calls": [{ "tool": "write" }] }] }');
      const words = ["test", "l.policy-test.json", "--min-coverage", "100", "--format"];
      const github = await cli.run([...words, "github"]);
      expect(github.code).toBe(1);
      const [failure = "", ...lines] = github.stdout.split("\n");
      expect(failure).toContain(
        "file=l.policy-test.json,line=1,col=25,title=test 1::write: expected a decision, but it is not known.",
      );
      expect(lines.join("\n")).toBe(
        "::error file=l.policy.json,title=policy test::The gateway would refuse this policy: check says why.\n" +
          "::error file=l.policy.json,title=coverage::The tests cover 0.0 %25 of this policy, less than 100 %25.\n" +
          "::warning file=l.policy.json,line=1,col=33,title=coverage::read was never called\n" +
          "::warning file=l.policy.json,line=1,col=45,title=coverage::write was never called\n" +
          "::warning file=l.policy.json,line=1,col=67,title=coverage::write, limits (at most 1 call a minute per grant) was never seen to pass or to fail\n",
      );
      const { stdout: junit } = await cli.run([...words, "junit"]);
      expect(junit).toContain('<testsuite name="l.policy.json" tests="2" failures="2">');
      expect(junit).toContain('<failure type="refused" message="The gateway would refuse this policy');
      expect(junit).toContain(
        '<failure type="coverage" message="The tests cover 0.0 %.">The tests cover 0.0 %.&#10;l.policy.json:1:33: read was never called&#10;',
      );
    });
  });

  test.each([
    ["no such file", () => ["nowhere.policy-test.json"], "There is no file nowhere.policy-test.json."],
    [
      "a test file that is wrong",
      () => [write("c.policy-test.json", '{ "tests": 7 }')],
      '"tests" must be a list in brackets',
    ],
    [
      "no policy",
      () => [write("d.policy-test.json", '{ "policy": "gone.json", "tests": [] }')],
      "d.policy-test.json are about it.",
    ],
    ["a share that is none", () => ["x", "--min-coverage", "all"], "It is a number from 0 to 100."],
    ["standard input", () => ["-"], "A test file is next to its policy"],
    ["two results at once", () => ["--coverage", "lcov", "--format", "junit"], "Run it again with --format junit."],
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
    expect(err).toContain("1 test passed, 0 failed, 1 file not run.");
  });

  test("H4: counts a file whose policy cannot be read among those that are not run", async () => {
    write("e.policy.json", policy);
    const lost = write("g.policy-test.json", sound.replace("{", '{ "policy": "nowhere.json", '));
    const { code, stderr: err } = await cli.run(["test", write("e.policy-test.json", sound), lost]);
    expect(code).toBe(2);
    expect(err).toContain("1 test passed, 0 failed, 1 file not run.");
    expect((await cli.run(["test", lost])).stderr).toContain("No test was run.");
  });

  test("is not green for a policy that the gateway would refuse", async () => {
    write("g.policy.json", policy.replace('"version": "1", ', ""));
    const { code, stderr: err } = await cli.run(["test", write("g.policy-test.json", sound)]);
    expect(code).toBe(1);
    expect(err).toContain("The gateway would refuse");
    expect(err).toContain("0 tests passed, 1 failed.");
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
    await until(3, "0 tests passed, 0 failed, 1 file not run.");
    // As editors save: another file takes the place.
    writeFileSync(`${path}.tmp`, sound.replace("allow", "deny"));
    renameSync(`${path}.tmp`, path);
    await until(4, "1 test passed, 0 failed.");
    child.kill("SIGINT");
    expect((await run).code).toBe(0);
  });

  test("is stopped by Ctrl+C while tests run, as any process is", async () => {
    write("m.policy.json", policy);
    const path = write(
      "m.policy-test.json",
      '{ "tests": [{ "calls": [{ "tool": "write", "repeat": 1000000, "every": "1d" }] }] }',
    );
    const child = cli.start(["test", "--watch", path]);
    const run = finished(child, "");
    child.stderr?.once("data", () => child.kill("SIGINT"));
    const { stderr } = await run;
    expect(child.signalCode).toBe("SIGINT");
    expect(stderr).not.toContain("passed");
  });

  test.each([
    ["lcov", ["--coverage", "lcov"]],
    ["junit", ["--format", "junit"]],
  ])("watches no %s", async (name, words) => {
    const { code, stderr: err } = await cli.run(["test", "--watch", ...words]);
    expect(code).toBe(2);
    expect(err).toContain(`${name} is for a single run`);
  });
});
