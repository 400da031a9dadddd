import { describe, expect, test } from "vitest";
import { readCatalogue } from "../../../server/src/catalogue/catalogue";
import { bareEnvironment, type Environment } from "../../../server/src/service/environment";
import { codeLenses } from "../../../server/src/service/reading/codeLens";
import { readSettings } from "../../../server/src/service/settings";
import { snapshotOf } from "../../../server/src/service/snapshot";

const settings = readSettings({ annotations: "all" });
const env = { ...bareEnvironment, clientCommands: true, settings };

/** The same, with a catalogue of five tools. */
const known: Environment = {
  ...env,
  catalogue: readCatalogue({
    tools: [
      { name: "read_a", category: "Read", risk: "Low" },
      { name: "read_b", category: "Read", risk: "Low" },
      { name: "write", category: "Write", risk: "Medium" },
      { name: "run", category: "Execute", risk: "High" },
      { name: "wipe", category: "Destructive", risk: "Critical" },
    ],
  }),
};

/** "line: title" of each lens. */
function lenses(text: string): string[] {
  return codeLenses(snapshotOf(text), env).map(({ range, command }) => `${range.start.line}: ${command?.title}`);
}

test("one stands above each tool, with what the policy does with it", () => {
  const text = `{
  "version": "1",
  "default": "deny",
  "hide": ["secret"],
  "tools": {
    "read": {},
    "run": { "limits": [{ "counter": "c", "window": "minute", "max": 10, "scope": "grant" }] },
    "pay": { "deny_if": [{ "conditions": [] }] },
    "secret": {}
  }
}`;
  expect(lenses(text)).toEqual([
    "5: Simulate · allowed",
    "6: Simulate · allowed, 10 a minute",
    "7: Simulate · denied always",
    "8: Simulate · hidden",
  ]);
});

test("where the server is not clear, the first line leads to its choice; no tool can be counted", () => {
  const place = { folder: "/servers", path: "policy.json", configured: undefined };
  const servers = ["files", "github"];
  const unclear = { ...env, server: { choice: { kind: "ambiguous", servers }, servers, place } } as const;
  const [first] = codeLenses(snapshotOf('{ "version": "1", "default": "deny", "tools": {} }'), unclear);
  expect(first?.command).toMatchObject({
    title: "Choose the server that this policy is about…",
    command: "mcpPolicy.chooseServer",
  });
  expect(codeLenses(snapshotOf(""), unclear)).toEqual([]);
});

describe("E19: how many tools have one", () => {
  const text = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "plain": {},
    "limited": { "limits": [{ "counter": "limited_rate", "window": "minute", "max": 10, "scope": "grant" }] },
    "run": {},
    "other": {
    }
  }
}`;
  const linesAt = (annotations: string, line?: number) =>
    codeLenses(
      snapshotOf(text),
      { ...known, settings: readSettings({ annotations, codeLens: { summary: false } }) },
      line === undefined ? undefined : { line, character: 3 },
    ).map(({ range }) => range.start.line);

  test("those with rules or findings, and the one at the cursor", () => {
    // A high-risk tool without a check is a finding.
    expect(linesAt("normal")).toEqual([5, 6]);
    expect(linesAt("normal", 4)).toEqual([5, 6]);
    expect(codeLenses(snapshotOf(text), known, { line: 4, character: 6 }).length).toBe(5);
    expect(linesAt("something else")).toEqual([5, 6]);
  });

  test("with the cursor inside of the tool, on any of its lines", () => {
    const at = (line: number, character: number) =>
      codeLenses(
        snapshotOf(text),
        { ...known, settings: readSettings({ codeLens: { summary: false } }) },
        { line, character },
      ).map(({ range }) => range.start.line);
    expect([at(4, 4), at(7, 8), at(8, 4), at(9, 0)]).toEqual([
      [4, 5, 6],
      [5, 6, 7],
      [5, 6, 7],
      [5, 6],
    ]);
  });

  test("all of them, or only the one at the cursor", () => {
    expect(linesAt("all")).toEqual([4, 5, 6, 7]);
    expect(linesAt("minimal")).toEqual([]);
    expect(
      codeLenses(
        snapshotOf(text),
        { ...known, settings: readSettings({ annotations: "minimal", codeLens: { summary: false } }) },
        { line: 4, character: 6 },
      ).map(({ command }) => command?.title),
    ).toEqual(["Simulate · allowed"]);
  });
});

test("A7: with an error in the policy it says that nothing is known, and what is written", () => {
  expect(
    lenses('{ "version": "1", "default": "deny", "tools": { "pay": { "deny_if": [{ "conditions": [] }] }, "half" } }'),
  ).toEqual([
    "0: Simulate · not known: errors (as written: denied always)",
    "0: Simulate · not known: errors (as written: denied: not listed)",
  ]);
});

test("opens the simulator on the tool, by its exact name", () => {
  const [lens] = codeLenses(
    snapshotOf('{"version":"1","default":"deny","tools":{"$(zap) \\"a\\"":{}}}', "file:///a%20b/policy.json"),
    env,
  );
  expect(lens?.command).toEqual({
    title: "Simulate · allowed",
    command: "mcpPolicy.simulateCall",
    arguments: [{ uri: "file:///a%20b/policy.json", tool: '$(zap) "a"' }],
  });
});

test("editors without our commands get none, and neither does somebody else's document", () => {
  expect(codeLenses(snapshotOf('{"tools":{"a":{}}}'), bareEnvironment)).toEqual([]);
  expect(lenses('{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}')).toEqual([]);
});

test("a tool whose name is still empty gets none", () => {
  expect(lenses('{"tools":{"":{}}}')).toEqual([]);
});

test("there are at most 2,000, and one more on the first line says so and leads to the other tools", () => {
  const policyOf = (count: number) => {
    const tools = Object.fromEntries(Array.from({ length: count }, (_, index) => [`t${index}`, {}]));
    return JSON.stringify({ version: "1", default: "deny", tools }, undefined, 2);
  };
  expect(lenses(policyOf(2000))).toHaveLength(2000);
  const [first, ...others] = codeLenses(snapshotOf(policyOf(2500), "file:///p.json"), env);
  expect(others).toHaveLength(2000);
  expect(others.at(-1)?.command?.arguments).toEqual([{ uri: "file:///p.json", tool: "t1999" }]);
  expect(first).toEqual({
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    command: {
      title: "Simulate any tool… · only the first 2,000 have a line like this",
      command: "mcpPolicy.simulateCall",
      arguments: [{ uri: "file:///p.json" }],
    },
  });
});

describe("on top", () => {
  const onTop = (text: string, environment: Environment = known) =>
    codeLenses(snapshotOf(text, "file:///p.json"), environment).filter(({ range }) => range.start.line === 0)[0];
  const titleOf = (policy: object) => onTop(JSON.stringify(policy))?.command?.title;
  const limits = [{ counter: "c", window: "minute", max: 1, scope: "grant" }];

  test("stands what the policy does with all tools, and leads to their list", () => {
    const text = JSON.stringify({
      version: "1",
      default: "deny",
      hide: ["mine_hidden"],
      tools: {
        read_a: {},
        read_b: { limits },
        run: {},
        wipe: { require: [{ conditions: [{ path: "args.x", op: "exists", value: true }] }] },
        mine: { deny_if: [{ conditions: [] }] },
      },
    });
    expect(onTop(text)).toEqual({
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      command: {
        title: "7 tools: 2 allowed · 1 limited · 1 conditional · 1 hidden · 2 denied — 1 high-risk tool open",
        command: "mcpPolicy.simulateCall",
        arguments: [{ uri: "file:///p.json" }],
      },
    });
  });

  test("parts of 0 are left out, and several high-risk tools are counted", () => {
    expect(titleOf({ version: "1", default: "deny" })).toBe("5 tools: 5 denied");
    expect(titleOf({ version: "1", default: "allow" })).toBe("5 tools: 5 allowed — 2 high-risk tools open");
    expect(titleOf({ version: "1", default: "allow", all_tools: { limits } })).toBe("5 tools: 5 limited");
    expect(titleOf({ version: "1", default: "allow", hide: ["*", ""], tools: { "": {} } })).toBe("5 tools: 5 hidden");
  });

  test("one tool is one tool", () => {
    const one = readCatalogue({ tools: [{ name: "run", risk: "High" }] });
    expect(onTop('{"version":"1","default":"allow"}', { ...known, catalogue: one })?.command?.title).toBe(
      "1 tool: 1 allowed — 1 high-risk tool open",
    );
  });

  test("A7: the summary of a policy with errors says that the gateway would refuse it", () => {
    expect(titleOf({ default: "deny" })).toBe(
      "Not known: the gateway would refuse this policy (1 error) — as written, 5 tools: 5 denied",
    );
  });

  test("nothing stands without a catalogue, or above what is no policy", () => {
    expect(onTop('{"default":"deny"}', env)).toBeUndefined();
    for (const text of [
      "",
      "[]",
      "7",
      "{}",
      '{"run":{}}',
      '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
    ])
      expect(onTop(text), text).toBeUndefined();
  });

  test("half-typed text has it too", () => {
    expect(onTop('{"default":"deny","tools":{"run": {')?.command?.title).toContain("5 tools: 1 allowed · 4 denied");
  });
});

test("each kind can be turned off", () => {
  const text = '{"version":"1",\n"tools":{\n"a":{}}}';
  const linesWith = (codeLens: Environment["settings"]["codeLens"]) =>
    codeLenses(snapshotOf(text), { ...known, settings: { ...known.settings, codeLens } }).map(
      ({ range }) => range.start.line,
    );
  expect(linesWith({ summary: true, tools: true })).toEqual([0, 2]);
  expect(linesWith({ summary: false, tools: true })).toEqual([2]);
  expect(linesWith({ summary: true, tools: false })).toEqual([0]);
  expect(linesWith({ summary: false, tools: false })).toEqual([]);
});
