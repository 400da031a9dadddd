import { expect, test } from "vitest";
import { codeLenses } from "../../server/src/service/codeLens";
import { bareEnvironment } from "../../server/src/service/environment";
import { snapshotOf } from "../../server/src/service/snapshot";

const env = { ...bareEnvironment, clientCommands: true };

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
    "secret": {},
    "half"
  }
}`;
  expect(lenses(text)).toEqual([
    "5: Simulate · allowed",
    "6: Simulate · allowed, 10 a minute",
    "7: Simulate · denied always",
    "8: Simulate · hidden",
    "9: Simulate · denied: not listed",
  ]);
});

test("opens the simulator on the tool, by its exact name", () => {
  const [lens] = codeLenses(snapshotOf('{"tools":{"$(zap) \\"a\\"":{}}}', "file:///a%20b/policy.json"), env);
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
      title: "Simulate any tool… · only the first 2000 have a line like this",
      command: "mcpPolicy.simulateCall",
      arguments: [{ uri: "file:///p.json" }],
    },
  });
});
