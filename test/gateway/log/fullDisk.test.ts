/** A log on a disk that is full for a moment. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { fileLog } from "../../../server/src/gateway/log/fileLog";

const disk = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY }));
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const writeSync = (file: number, bytes: Buffer) => fs.writeSync(file, bytes.subarray(0, disk.left));
  return { ...fs, writeSync };
});

const folder = mkdtempSync(join(tmpdir(), "mcp-policy-disk-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("has each call that went through on a line of its own", async () => {
  const path = join(folder, "calls.jsonl");
  const log = fileLog(path, { values: false, redacted: [], sync: false, mostBytes: 1_000_000, keptFiles: 1 });
  const write = (tool: string) =>
    log.write({
      ...{
        at: 0,
        grant: "g",
        tool,
        decision: "allow",
        rule: "",
        message: null,
        policy: "",
        latencyMs: 0,
        era: "legacy",
      },
      ...{ argumentsText: "{}", isForwarded: true, isRetry: false, counters: [] },
    });
  write("before");
  disk.left = 20;
  for (const _ of [1, 2]) expect(() => write("denied")).toThrow(/there is no space left/);
  disk.left = Number.POSITIVE_INFINITY;
  write("after");
  write("last");
  await log.close();
  const tools = readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line.endsWith("}"))
    .map((line) => JSON.parse(line).tool);
  expect(tools).toEqual(["before", "after", "last"]);
});
