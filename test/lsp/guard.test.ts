import { describe, expect, it } from "vitest";
import { guard } from "../../server/src/lsp/guard";

describe("guard", () => {
  const lines: string[] = [];
  const log = { error: (line: string) => lines.push(line) };

  it("passes an answer on", async () => {
    expect(await guard(log, "hover", null, () => 42)(undefined)).toBe(42);
  });

  it.each([
    ["throws", () => Promise.reject(new Error("no"))],
    [
      "throws at once",
      () => {
        throw new Error("no");
      },
    ],
  ])("answers neutrally when the handler %s, and logs it once with its request", async (_title, handler) => {
    lines.length = 0;
    expect(await guard<undefined, string>(log, "mcpPolicy/tools", "fallback", handler)(undefined)).toBe("fallback");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^mcpPolicy\/tools failed: Error: no/);
  });

  it("does not work on a request that was cancelled before its turn", async () => {
    const cancelled = { isCancellationRequested: true, onCancellationRequested: () => ({ dispose() {} }) };
    const handler = () => {
      throw new Error("worked on");
    };
    lines.length = 0;
    expect(await guard<undefined, string>(log, "hover", "fallback", handler)(undefined, cancelled)).toBe("fallback");
    expect(lines).toEqual([]);
  });
});
