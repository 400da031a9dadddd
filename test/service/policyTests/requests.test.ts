/** What an editor asks about policy tests, and what it is told. */
import { describe, expect, it } from "vitest";
import { bareEnvironment } from "../../../server/src/service/environment";
import { addressBeside, policyAddresses, relativePath } from "../../../server/src/service/policyTests/addresses";
import { listTests } from "../../../server/src/service/policyTests/listTests";
import { runTests } from "../../../server/src/service/policyTests/runTests";
import { saveAsTest } from "../../../server/src/service/policyTests/saveAsTest";
import { snapshotOf } from "../../../server/src/service/snapshot";

const policyText = `{
  "version": "1", "default": "deny",
  "tools": {
    "read": {},
    "pay": { "limits": [{ "counter": "pay_rate", "window": "minute", "max": 3, "scope": "grant" }] }
  }
}`;

const testText = `{
  "tests": [
    { "name": "reads", "calls": [{ "tool": "read", "expect": { "decision": "allow" } }] },
    { "name": "pays", "calls": [{ "tool": "pay", "repeat": 4, "expect": { "decision": "allow" } }] }
  ]
}`;

const uri = "file:///w/crm.policy-test.json";
const policy = { uri: "file:///w/crm.policy.json", text: policyText };

/** The text of a range. */
function textAt(text: string, { start, end }: { start: { line: number; character: number }; end: typeof start }) {
  const lines = text.split("\n");
  const offset = ({ line, character }: typeof start) =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  return text.slice(offset(start), offset(end));
}

describe("the tests of a file", () => {
  it("are listed with their places and calls", () => {
    const { tests, policies, problems } = listTests({ uri, text: testText });
    expect(tests.map(({ name, calls }) => [name, calls])).toEqual([
      ["reads", 1],
      ["pays", 4],
    ]);
    expect(textAt(testText, tests[0]?.range ?? nowhere)).toMatch(/^\{ "name": "reads".*\}$/);
    expect(policies).toEqual(["file:///w/crm.policy.json", "file:///w/policy.json"]);
    expect(problems).toEqual([]);
  });

  it("of a broken file are what can be read, with a sentence on what cannot", () => {
    const { tests, problems } = listTests({ uri, text: '{ "tests": [{ "name": "a", "calls": [{ "tool": "x" }] }, { ' });
    expect(tests.map(({ name }) => name)).toEqual(["a", "test 2"]);
    expect(problems.length).toBeGreaterThan(0);
  });

  const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
});

describe("the policy of a test file", () => {
  it.each([
    ["file:///w/a%20b.policy-test.json", undefined, ["file:///w/a%20b.policy.json", "file:///w/policy.json"]],
    ["file:///w/t/crm.policy-test.json", "../p.json", ["file:///w/p.json"]],
    ["vscode-vfs://github/o/r/crm.policy-test.json", "sub\\p.json", ["vscode-vfs://github/o/r/sub/p.json"]],
    ["untitled:Untitled-1", undefined, []],
    ["file:///w/50%.policy-test.json", undefined, ["file:///w/50%25.policy.json", "file:///w/policy.json"]],
  ])("%s naming %j: %j", (file, named, addresses) => {
    expect(policyAddresses(file, named)).toEqual(addresses);
  });

  it.each([
    ["file:///w/t/a.policy-test.json", "file:///w/t/a.policy.json", "a.policy.json"],
    ["file:///w/t/a.policy-test.json", "file:///w/p%20%25/a.policy.json", "../p %/a.policy.json"],
    ["file:///c%3A/w/a.policy-test.json", "file:///c%3A/policy.json", "../policy.json"],
    ["file:///c:/w/a.policy-test.json", "file:///c%3A/w/policy.json", "policy.json"],
    ["file:///w/a.policy-test.json", "vscode-vfs://github/w/policy.json", undefined],
  ])("of %s at %s is named %j", (from, to, path) => {
    expect(relativePath(from, to)).toBe(path);
    if (path !== undefined) expect(addressBeside(from, path)?.replace("c:", "c%3A")).toBe(to);
  });

  it.each(["https://evil.example/p.json", "//evil.example/p.json", "javascript:alert(1)", "?x", "\ud800"])(
    "stays on the same machine: %j",
    (path) => {
      const address = addressBeside(uri, path);
      if (address !== undefined) expect(address).toMatch(/^file:\/\/\/w\//);
    },
  );
});

describe("a run", () => {
  it("says what failed, where the policy decided, and what it has seen", async () => {
    const { results, coverage, notRun } = await runTests({ uri, text: testText, policy, wantsCoverage: true });
    expect(notRun).toBeNull();
    expect(results.map(({ test, failures }) => [test, failures.length])).toEqual([
      [0, 0],
      [1, 1],
    ]);
    const [failure] = results[1]?.failures ?? [];
    expect(failure).toMatchObject({ tool: "pay", repetition: 4, repeat: 4, expected: "allow" });
    expect(textAt(testText, failure?.range ?? never())).toBe('{ "decision": "allow" }');
    expect(textAt(policyText, failure?.policyRange ?? never())).toMatch(/^\{ "counter": "pay_rate"/);
    expect(failure?.accept).toHaveLength(1);
    expect(coverage.tools.map(({ tool, called }) => [tool, called])).toEqual([
      ["read", 1],
      ["pay", 4],
    ]);
    expect(coverage.branches).toMatchObject([{ tool: "pay", list: "limits", passed: 3, failed: 1 }]);
  });

  it("can be of some tests", async () => {
    const { results } = await runTests({ uri, text: testText, policy, tests: [1, 7, -1] });
    expect(results.map(({ test }) => test)).toEqual([1]);
  });

  it("ends when nobody waits any more", async () => {
    let asked = 0;
    const { results } = await runTests({ uri, text: testText, policy }, () => ++asked > 1);
    expect(results).toHaveLength(1);
  });

  describe("of a million calls", () => {
    const text = JSON.stringify({ tests: [{ calls: [{ tool: "pay", repeat: 1_000_000, expect: {} }] }] });

    it("lets others have their turn, and ends when nobody waits any more", async () => {
      let turns = 0;
      const others = setInterval(() => turns++, 1);
      const { results, notRun } = await runTests({ uri, text, policy }, () => turns > 3);
      clearInterval(others);
      expect(turns).toBeGreaterThan(3);
      expect([results, notRun]).toEqual([[], null]);
    });
  });

  it("of many failures says for each what could be expected instead", async () => {
    const call = { tool: "pay", expect: { decision: "deny", rule: "(hidden)" } };
    const tests = Array.from({ length: 300 }, () => ({ calls: [call] }));
    const { results } = await runTests({ uri, text: JSON.stringify({ tests }), policy });
    expect(results.filter(({ failures: [failure] }) => failure?.accept.length === 2)).toHaveLength(300);
  });

  it("counts what was seen only when somebody asks", async () => {
    const { coverage } = await runTests({ uri, text: testText, policy });
    expect(coverage).toEqual({ branches: [], tools: [], notKnown: 0 });
  });

  it.each([
    ["a broken test file", '{ "tests": 3 }', policyText, "must be a list"],
    ["a policy of others", testText, '{ "Version": "2012-10-17", "Statement": [] }', "not of an MCP gateway"],
  ])("is not made for %s", async (_, text, other, sentence) => {
    const { notRun, results } = await runTests({ uri, text, policy: { ...policy, text: other } });
    expect(notRun).toContain(sentence);
    expect(results).toEqual([]);
  });

  it("names what the gateway would refuse", async () => {
    const { policyProblems } = await runTests({ uri, text: testText, policy: { ...policy, text: '{ "tools": {} }' } });
    expect(policyProblems.length).toBeGreaterThan(0);
  });
});

function never(): never {
  throw new Error("missing");
}

describe("calls that are kept as a test", () => {
  const calls = [1, 2, 3, 4].map(() => ({ tool: "pay" }));
  const save = (extra = {}, of = "file:///w/crm.policy.json") =>
    saveAsTest(
      snapshotOf(policyText, of),
      { textDocument: { uri: of }, calls, name: "pays", ...extra },
      { ...bareEnvironment, now: Date.UTC(2026, 0, 1) },
    );

  it("go into a new file beside the policy, and pass", async () => {
    const { uri: file, text, range, refused } = save();
    expect(refused).toBeNull();
    expect(file).toBe(uri);
    expect(textAt(text, range)).toMatch(/^\{\n {6}"name": "pays"/);
    const { results } = await runTests({ uri: file, text, policy });
    expect(results.map(({ failures }) => failures)).toEqual([[]]);
  });

  it("go behind the tests that are there", () => {
    const { uri: file, text } = save({ testFile: { uri: "file:///w/other.policy-test.json", text: testText } });
    expect(file).toBe("file:///w/other.policy-test.json");
    expect(listTests({ uri, text }).tests.map(({ name }) => name)).toEqual(["reads", "pays", "pays 2"]);
  });

  it("need a policy that lies somewhere", () => {
    expect(save({}, "untitled:Untitled-1").refused).toContain("Save the policy as a file first");
  });

  it("leave a broken file as it is", () => {
    const broken = '{ "tests": [';
    const { text, refused } = save({ testFile: { uri, text: broken } });
    expect(refused).toContain("Fix the file first");
    expect(text).toBe(broken);
  });
});
