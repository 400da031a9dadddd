import { describe, expect, test } from "vitest";
import { emptyCatalogue } from "../../../server/src/catalogue/catalogue";
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

  test("is none where nothing was allowed, and the reason is said", () => {
    expect(suggest([line("write", 1, "deny")], [])).toEqual({
      text: "",
      notes: [
        "No call of calls.jsonl is known to have been allowed: 1 was denied. There is nothing to make a policy of.",
      ],
    });
    expect(suggest([""], []).notes).toEqual(["calls.jsonl has no calls of tools."]);
  });
});
