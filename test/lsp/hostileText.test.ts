import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startClient, type TestClient } from "./testClient";
import { seedPolicy } from "./texts";

let client: TestClient;

beforeAll(async () => {
  client = await startClient({ initializationOptions: { clientCommands: true } });
});
afterEach(() => expect(client.loggedErrors).toEqual([]));
afterAll(async () => {
  expect(await client.stop()).toBe(0);
  expect(client.complaints).toEqual([]);
});

describe("a hostile text", () => {
  test.each<{ what: string; text: string }>([
    { what: "nothing", text: "" },
    { what: "blanks", text: " \n\t\r\n " },
    { what: "50,000 opening brackets", text: "[".repeat(50_000) },
    { what: "50,000 opening braces", text: '{"tools":'.repeat(50_000) },
    { what: "50,000 closing brackets", text: "]".repeat(50_000) },
    { what: "50,000 pairs of brackets", text: "[".repeat(50_000) + "]".repeat(50_000) },
    {
      what: "50,000 brackets inside a tool",
      text: `{"version":"1","default":"deny","tools":{"a":${"[".repeat(50_000)}`,
    },
    { what: "NUL", text: '{"version": "1\0", \0 "default": "deny"}' },
    { what: "lone surrogates", text: '{"version": "1", "default": "deny", "tools": {"\ud83d": {}, "\ude00": {}}}' },
    { what: "escaped lone surrogates", text: '{"version": "1", "default": "deny", "hide": ["\\ud83d"]}' },
    { what: "a byte order mark", text: `\ufeff${seedPolicy}` },
    { what: "a string of 1 MB", text: `{"version": "1", "default": "${"x".repeat(1_000_000)}"}` },
    { what: "an unfinished string of 1 MB", text: `{"version": "1", "default": "${"x".repeat(1_000_000)}` },
    { what: "a name of 1 MB", text: `{"version": "1", "default": "deny", "tools": {"${"x".repeat(1_000_000)}": {}}}` },
    { what: "a line of 1 MB of blanks", text: `{"version":${" ".repeat(1_000_000)}"1"` },
    { what: "a number of 100,000 digits", text: `{"version": ${"9".repeat(100_000)}}` },
    {
      what: "names from JavaScript",
      text: '{"__proto__": {"version": "1"}, "tools": {"__proto__": {"limits": {}}, "constructor": 1}}',
    },
    {
      what: "the same key 5,000 times",
      text: `{"version": "1", "default": "deny", "tools": {${'"a": {},'.repeat(5_000)}"a": {}}}`,
    },
    {
      what: "5,000 tools, each wrong",
      text: `{"tools": {${Array.from({ length: 5_000 }, (_, index) => `"t${index}": 7`).join()}}}`,
    },
    { what: "a pattern that other engines choke on", text: matching("(a+)+$") },
    { what: "a pattern that is wrong", text: matching("(?<=a)(") },
    { what: "a key that stops", text: '{"version": "1", "default": "deny", "to' },
    { what: "a colon that stops", text: '{"version": "1", "default": ' },
    { what: "an escape that stops", text: '{"version": "1\\u00' },
    { what: "a list that stops", text: '{"hide": ["a", ' },
    { what: "a comment that stops", text: '{"hide": [] /* and' },
    { what: "a condition that stops", text: '{"tools": {"ssh_execute": {"require": [{"conditions": [{"path": "args.' },
    { what: "prose", text: "Dear gateway, please let me pass." },
    { what: "another language", text: "version: 1\ndefault: deny\ntools:\n  - a\n" },
  ])("gets answers: $what", async ({ text }) => {
    const document = await client.open(text);
    expect(await document.diagnostics()).toBeInstanceOf(Array);
    const ends = [0, 1, text.length >> 1, text.length - 1, text.length].map((offset) => Math.max(0, offset));
    for (const offset of ends) {
      const position = { line: 0, character: offset };
      expect(await document.hover(position)).toBeDefined();
      expect((await document.complete(position)).items).toBeInstanceOf(Array);
    }
    expect(await document.codeLens()).toBeInstanceOf(Array);
    expect((await document.tools()).tools).toBeInstanceOf(Array);
    const { steps } = await document.simulate({ tool: "a", arguments: { text: `${"a".repeat(50_000)}!` } });
    expect(steps).toHaveLength(1);
    await document.close();
  });
});

/** A policy that matches an argument of the tool "a" with a pattern. */
function matching(pattern: string): string {
  const condition = { path: "args.text", op: "regex", value: pattern };
  const tools = { a: { deny_if: [{ conditions: [condition], on_deny: "No." }] } };
  return JSON.stringify({ version: "1", default: "deny", tools });
}
