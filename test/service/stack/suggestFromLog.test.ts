import { describe, expect, test } from "vitest";
import { emptyCatalogue } from "../../../server/src/catalogue/catalogue";
import { LoggedCalls } from "../../../server/src/service/stack/loggedCalls";
import { suggestFromLog } from "../../../server/src/service/stack/suggestFromLog";

const line = (tool: string, count: number, decision = "allow") =>
  JSON.stringify({ time: "2026-11-28T10:00:00Z", grant: "g", tool, decision, values: { count } });

const suggest = (lines: readonly string[], generalise: readonly string[]) =>
  suggestFromLog({ text: lines.join("\n"), fileName: "calls.jsonl", denyRest: true, generalise }, emptyCatalogue);

describe("a policy from the text of a log", () => {
  test("lets through what was called, in the ways that were chosen", () => {
    const log = [line("read", 1), line("read", 5), "no call", line("write", 1, "deny")];
    const { text, notes } = suggest(log, ["bounds"]);
    expect(JSON.parse(text)).toEqual({
      version: "1",
      default: "deny",
      tools: {
        read: {
          require: [
            { conditions: [{ path: "args.count", op: "gte", value: 1 }], on_deny: expect.any(String) },
            { conditions: [{ path: "args.count", op: "lte", value: 5 }], on_deny: expect.any(String) },
          ],
          limits: [{ counter: expect.any(String), window: "hour", max: 4, scope: "grant" }],
        },
      },
    });
    expect(notes).toEqual([
      "1 line of calls.jsonl is not a call.",
      "1 call of calls.jsonl is left out: it was denied.",
    ]);
    expect(JSON.parse(suggest(log, ["unknown"]).text).tools.read).not.toHaveProperty("require");
  });

  test("comes without calls that are nested without end, and without lines that were too long", () => {
    const deep = `{"tool": "deep", "arguments": ${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}}`;
    expect(suggest([line("read", 1), deep], ["in"]).notes[0]).toBe("1 line of calls.jsonl is not a call.");
    const logged = new LoggedCalls();
    logged.add(undefined);
    expect(logged.leftOut("calls.jsonl")).toEqual(["1 line of calls.jsonl is not a call."]);
  });

  test("has no secret of a recorded call", () => {
    const recorded = [
      { tool: "login", arguments: { token: "abc", url: "https://me:pw@x.example/a", key: "ISSUE-1", mode: "fast" } },
    ].map((call) => JSON.stringify(call));
    const { text, notes } = suggest([...recorded, ...recorded], ["in", "prefixes"]);
    expect(JSON.parse(text).tools.login.require).toHaveLength(2);
    expect(text).not.toMatch(/abc|pw@/);
    expect(notes.join()).toContain("on args.token: it may be a secret; on args.url: it may be a secret");
  });

  test("is none where nothing was allowed, and the reason is said", () => {
    expect(suggest([line("write", 1, "deny")], [])).toEqual({
      text: "",
      notes: [
        "No call of calls.jsonl is known to have been allowed: 1 was denied. There is nothing to make a policy of.",
      ],
    });
    expect(suggest([""], []).notes).toEqual(["calls.jsonl has no tool calls."]);
  });
});
