/** The line that says how far something is, on a terminal of this test's own. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { bar, Progress } from "../../server/src/cli/progress";
import { ProjectConfigs } from "../../server/src/cli/projectConfig";
import { runTestFiles } from "../../server/src/cli/runTestFiles";

let written: string[];
let now: number;

beforeEach(() => {
  written = [];
  now = 0;
  vi.spyOn(Date, "now").mockImplementation(() => now);
  vi.stubEnv("TERM", "xterm");
  vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
  Object.assign(process.stderr, { isTTY: true, columns: 20 });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  Object.assign(process.stderr, { isTTY: undefined, columns: undefined });
});

const line = (text: string) => `\r\u001b[K\u001b[?7l${text}\u001b[?7h`;

describe("progress", () => {
  it("waits a second, is shown five times a second, and is taken away", () => {
    const progress = new Progress();
    for (now of [500, 1_000, 1_100, 1_200]) progress.show(() => `at ${now}`);
    progress.clear();
    expect(written).toEqual([line("at 1000"), line("at 1200"), "\r\u001b[K"]);
  });

  it("is nothing that nobody has seen", () => {
    new Progress().clear();
    expect(written).toEqual([]);
  });

  it("fits into a narrow terminal, and obeys no name", () => {
    const progress = new Progress();
    now = 1_000;
    progress.show(() => `${bar(0.5)} \u001b[31m`);
    expect(written).toEqual([line("█".repeat(15) + "░".repeat(5))]);
    now = 2_000;
    progress.show(() => "a\u001b[31mb\nc");
    expect(written.at(-1)).toBe(line("a\\u001b[31mb c"));
  });

  it.each([
    ["no terminal", () => Object.assign(process.stderr, { isTTY: undefined })],
    ["a terminal that takes nothing back", () => vi.stubEnv("TERM", "dumb")],
  ])("is not shown on %s", (_, prepare) => {
    prepare();
    const progress = new Progress();
    now = 5_000;
    progress.show(() => "far");
    progress.clear();
    expect(written).toEqual([]);
  });

  it("comes from within one test, which can make millions of calls", async () => {
    const folder = mkdtempSync(join(tmpdir(), "mcp-policy-progress-"));
    try {
      writeFileSync(join(folder, "policy.json"), '{"version": "1", "default": "deny"}');
      const path = join(folder, "a.policy-test.json");
      writeFileSync(path, '{"tests": [{"name": "many", "calls": [{"tool": "x", "repeat": 30000}]}]}');
      Object.assign(process.stderr, { columns: 300 });
      vi.mocked(Date.now).mockImplementation(() => {
        now += 100;
        return now;
      });
      const { files } = await runTestFiles([path], new ProjectConfigs(false), () => {});
      expect(files).toHaveLength(1);
      const percents = written.flatMap((text) => text.match(/\d+(?=%)/g) ?? []).map(Number);
      expect(percents.length).toBeGreaterThan(3);
      expect(percents).toEqual(percents.toSorted((a, b) => a - b));
      expect(percents.at(-1)).toBeGreaterThan(80);
      expect(written[0]).toContain(`% ${path}: many`);
      expect(written.at(-1)).toBe("\r\u001b[K");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
