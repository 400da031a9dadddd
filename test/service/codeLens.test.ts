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

test("there are at most 2,000", () => {
  const tools = Object.fromEntries(Array.from({ length: 2500 }, (_, index) => [`t${index}`, {}]));
  expect(lenses(JSON.stringify({ version: "1", default: "deny", tools })).length).toBe(2000);
});
