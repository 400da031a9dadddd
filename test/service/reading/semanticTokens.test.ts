import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Range } from "vscode-languageserver-types";
import { readCatalogue } from "../../../server/src/catalogue/catalogue";
import { bareEnvironment, type Environment } from "../../../server/src/service/environment";
import { semanticTokens } from "../../../server/src/service/reading/semanticTokens";
import { tokenModifiers, tokenTypes } from "../../../server/src/service/reading/tokenLegend";
import { type Snapshot, snapshotOf } from "../../../server/src/service/snapshot";

const env: Environment = {
  ...bareEnvironment,
  catalogue: readCatalogue({
    tools: [
      { name: "run", category: "Execute", risk: "High" },
      { name: "read", category: "Read", risk: "Low" },
      { name: "write", category: "Write", risk: "Medium" },
      { name: "wipe", category: "Destructive", risk: "Critical" },
    ],
  }),
};

/** "line: word type modifiers" of each token. */
function tokens(snapshot: Snapshot, range?: Range): string[] {
  const { data } = semanticTokens(snapshot, range, env);
  const found: string[] = [];
  let line = 0;
  let character = 0;
  for (let at = 0; at < data.length; at += 5) {
    const [lines = 0, characters = 0, length = 0, type = 0, bits = 0] = data.slice(at, at + 5);
    line += lines;
    character = lines === 0 ? character + characters : characters;
    const start = { line, character };
    const word = snapshot.textDocument.getText({ start, end: { line, character: character + length } });
    const modifiers = tokenModifiers.filter((_, index) => bits & (1 << index));
    found.push([`${line}: ${word}`, tokenTypes[type], ...modifiers].join(" "));
  }
  return found;
}

const policy = `{
  "tools": {
    "read": {}, "run": { "limits": [{ "counter": "run_rate", "window": "day", "max": 1, "scope": "grant" }] },
    "write": { "require": [{ "conditions": [{ "path": "args.a.b", "op": "in", "value": ["args.x"] }] }] },
    "mine": { "deny_if": [{ "conditions": [] }] }
  },
  "default": "deny",
  "all_tools": { "limits": [{ "counter": "all", "window": "day", "max": 900 }] },
  "hide": ["wipe", "*x", "😀"]
}`;

test("tools have their risk and state, and paths, operators and counters are told apart", () => {
  expect(tokens(snapshotOf(policy))).toEqual([
    "2: read mcpTool lowRisk limited",
    "2: run mcpTool highRisk limited",
    "2: run_rate mcpCounter",
    "3: write mcpTool mediumRisk conditional",
    "3: args.a.b mcpArgument",
    "3: in mcpOperator",
    "4: mine mcpTool denied",
    "7: all mcpCounter",
    "8: wipe mcpTool criticalRisk hidden",
    "8: *x mcpTool hidden",
    "8: 😀 mcpTool hidden",
  ]);
});

test("a range has its own tokens only", () => {
  const inRange = (start: number, end: number) =>
    tokens(snapshotOf(policy), { start: { line: start, character: 0 }, end: { line: end, character: 0 } });
  expect(inRange(3, 4)).toEqual([
    "3: write mcpTool mediumRisk conditional",
    "3: args.a.b mcpArgument",
    "3: in mcpOperator",
  ]);
  expect(inRange(5, 7)).toEqual([]);
  expect(inRange(0, 9)).toEqual(tokens(snapshotOf(policy)));
});

test("what is no operator, every tool, and empty names have none; half-typed text has its own", () => {
  const text = `{"hide":["*",""],"tools":{"":{},"read":{"require":[{"conditions":[{"op":"equals"},{"op":"eq"`;
  expect(tokens(snapshotOf(text))).toEqual(["0: read mcpTool lowRisk hidden", "0: eq mcpOperator"]);
});

test("no token runs over the end of a line", () => {
  for (const text of ['{"tools":{"re\nad":{}}}', '{"hide":["re\nad"]}', '{"hide":["a', '{"tools":{"a'])
    for (const token of tokens(snapshotOf(text))) expect(token).not.toContain("\n");
});

test("a huge policy has a bounded number, and a range in it has all of its own", () => {
  const names = Array.from({ length: 60_000 }, (_, index) => `"t${index}"`);
  const snapshot = snapshotOf(`{"hide":[\n${names.join(",\n")}]}`);
  expect(tokens(snapshot)).toHaveLength(50_000);
  const last = { start: { line: 59_999, character: 0 }, end: { line: 60_001, character: 0 } };
  expect(tokens(snapshot, last)).toEqual(["59999: t59998 mcpTool hidden", "60000: t59999 mcpTool hidden"]);
});

test("somebody else's document has none, and neither has one that is too large", () => {
  const snapshot = snapshotOf(policy);
  expect(tokens({ ...snapshot, foreign: "AWS IAM policy" })).toEqual([]);
  expect(tokens({ ...snapshot, isOversized: true })).toEqual([]);
});

test("package.json declares the same types and modifiers, and a colour for each type in any theme", () => {
  const { contributes } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
  const ids = (list: { id: string }[]) => list.map(({ id }) => id);
  expect(ids(contributes.semanticTokenTypes)).toEqual([...tokenTypes]);
  expect(ids(contributes.semanticTokenModifiers)).toEqual([...tokenModifiers]);
  for (const { superType } of contributes.semanticTokenTypes) expect(superType).toMatch(/^[a-z]+$/);
  const [{ scopes }] = contributes.semanticTokenScopes;
  for (const selector of Object.keys(scopes)) {
    const [type, ...modifiers] = selector.split(".");
    expect(tokenTypes).toContain(type);
    for (const modifier of modifiers) expect(tokenModifiers).toContain(modifier);
  }
  for (const type of tokenTypes) expect(Object.keys(scopes)).toContain(type);
});
