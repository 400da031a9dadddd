import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { countValues, longestText, mostValues } from "../../server/src/policy/model/textLimit";
import { changedPart } from "../../server/src/policy/text/changedPart";
import { snapshotOf } from "../../server/src/service/snapshot";
import { startClient, type TestClient } from "./testClient";
import { rangeBetween, seedPolicy, seedTool } from "./texts";

let client: TestClient;

beforeAll(async () => {
  client = await startClient({ initializationOptions: { clientCommands: true } });
});
afterEach(() => expect(client.loggedErrors).toEqual([]));
afterAll(async () => {
  expect(await client.stop()).toBe(0);
  expect(client.complaints).toEqual([]);
});

/** A policy whose `hide` is a list of so many ones. */
const policyOf = (values: number) => `{"version": "1", "default": "deny", "hide": [${"1,".repeat(values - 1)}1]}`;
const tooManyValues = policyOf(mostValues);

const notice = (excess: string) => ({
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
  severity: 3,
  code: "text-too-large",
  source: "mcp-policy",
  message: `The file has more than ${excess}, and is too large to be checked. Split it, or look at it as JSON.`,
});

describe("a text that is too large", () => {
  test("gets one notice, and nothing that would be wrong", async () => {
    const document = await client.open(tooManyValues);
    expect(await document.diagnostics()).toEqual([notice("2,000,000 values")]);
    const end = { line: 0, character: tooManyValues.length - 1 };
    expect(await document.hover({ line: 0, character: 3 })).toBeNull();
    expect((await document.complete(end)).items).toEqual([]);
    expect(await document.codeLens()).toEqual([]);
    expect(await document.tools()).toEqual({ tools: [] });
    expect(await document.callTemplate("ssh_execute")).toEqual({ text: '{\n  "command": ""\n}' });
    expect(await document.simulate({ tool: seedTool })).toEqual({
      steps: [],
      problems: [notice("2,000,000 values")],
      problemsInWords: "This file is not simulated",
    });
    await document.close();
  });

  test("is checked again as soon as it is small enough, and the notice comes back with the size", async () => {
    const document = await client.open(tooManyValues);
    expect(await document.diagnostics()).toHaveLength(1);
    const start = tooManyValues.indexOf("1,1,");
    const most = rangeBetween(tooManyValues, start, tooManyValues.lastIndexOf("]"));
    await document.change({ range: most, text: '"gone"' });
    expect(await document.diagnostics()).toEqual([]);
    await document.change({ text: tooManyValues });
    expect(await document.diagnostics()).toEqual([notice("2,000,000 values")]);
    await document.change({ text: seedPolicy });
    expect((await document.simulate({ tool: seedTool })).steps).toHaveLength(1);
    await document.close();
  });

  test.each([
    { what: "a policy", text: seedPolicy + " ".repeat(longestText) },
    { what: "one line", text: `{"version": "${"x".repeat(longestText)}"}` },
    { what: "no JSON", text: "Dear gateway, please let me pass. ".repeat(longestText / 30) },
    { what: "brackets", text: "[".repeat(longestText + 1) },
  ])("by its characters gets the notice without being read: $what", ({ text }) => {
    expect(snapshotOf(text).problems.map(({ code, severity }) => [code, severity])).toEqual([
      ["text-too-large", "information"],
    ]);
  });

  test("is none up to the bound", () => {
    expect(snapshotOf(`${seedPolicy}${" ".repeat(longestText - seedPolicy.length)}`).problems).toEqual([]);
    expect(
      snapshotOf(`{"version": "1", "default": "deny", "tools": {"${"x,".repeat(999_000)}": {}}}`).isOversized,
    ).toBe(false);
  });
});

describe("the values of a text", () => {
  const blanks = " ".repeat(mostValues);

  test("are counted by the signs that a value can follow", () => {
    expect(countValues(`${blanks}{"a": [1, {"b": 2}]}`)).toBe(6);
  });

  test("are not counted where there cannot be too many", () => {
    expect(countValues(",".repeat(mostValues))).toBeUndefined();
    expect(countValues(" ".repeat(longestText + 1))).toBeUndefined();
  });

  test.each([
    ["inserted", '{"a": 1}', '{"a": [1, 2, 3]}'],
    ["removed", '{"a": [1, 2, 3]}', '{"a": 1}'],
    ["replaced", '{"a": [1, 2], "b": {}}', '[[{}, {}], "a:,[{"]'],
    ["repeated", "[1,1,1,1]", "[1,1,1,1,1]"],
    ["emptied", '{"a": [1, 2]}', ""],
    ["not changed", "[1, 2]", "[1, 2]"],
  ])("are the same after an edit as in a new text: %s", (_, before, after) => {
    for (const [head, tail] of [
      [blanks, blanks],
      [`[${blanks}`, ""],
      ["", `,${blanks},`],
    ]) {
      const old = `${head}${before}${tail}`;
      const text = `${head}${after}${tail}`;
      const changed = changedPart(old, text);
      expect(countValues(text, { text: old, values: countValues(old), changed })).toBe(countValues(text));
    }
  });
});
