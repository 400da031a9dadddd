import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LogTail } from "../../../client/src/desktop/logTail";

let folder: string;
let tail: LogTail | undefined;
let lines: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mcp-policy-tail-"));
  lines = [];
});
afterEach(() => {
  tail?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const path = () => join(folder, "calls.jsonl");
const follow = () => {
  tail = new LogTail(path(), (read) => lines.push(...read));
};
const untilLines = (...wanted: string[]) =>
  vi.waitFor(() => expect(lines).toEqual(wanted), { timeout: 20_000, interval: 50 });

it("reads what is there, and what is appended, a whole line at a time", async () => {
  writeFileSync(path(), "one\ntw");
  follow();
  await untilLines("one");
  appendFileSync(path(), "o\nthree ü\n");
  await untilLines("one", "two", "three ü");
});

it("waits for a file that is not there yet", async () => {
  follow();
  writeFileSync(path(), "one\n");
  await untilLines("one");
});

it("loses nothing when the file is put aside and begun again", async () => {
  writeFileSync(path(), "one\n");
  follow();
  await untilLines("one");
  appendFileSync(path(), "two\n");
  renameSync(path(), `${path()}.1`);
  writeFileSync(path(), "three\n");
  await untilLines("one", "two", "three");
});

it("reads of a long log the end", async () => {
  const line = `${"x".repeat(999)}\n`;
  writeFileSync(path(), line.repeat(3000));
  follow();
  await vi.waitFor(() => expect(lines.length).toBeGreaterThan(1990), { timeout: 20_000 });
  expect(lines.length).toBeLessThanOrEqual(2000);
  expect(lines.every((each) => each.length === 999)).toBe(true);
});
