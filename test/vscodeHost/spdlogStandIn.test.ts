/** What takes the place of VS Code's compiled logger writes what the log channels of VS Code read. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

/** What VS Code uses of @vscode/spdlog. */
interface Spdlog {
  createRotatingLogger(name: string, file: string, size: number, count: number): Promise<Logger>;
  createAsyncRotatingLogger(name: string, file: string, size: number, count: number): Promise<Logger>;
}
type Level = "trace" | "debug" | "info" | "warn" | "error" | "critical";
interface Logger extends Record<Level, (message: string) => void> {
  setPattern(pattern: string): void;
  clearFormatters(): void;
  setLevel(level: number): void;
}
const standIn: Spdlog = createRequire(import.meta.url)("./standIns/spdlog.cjs");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mcp-policy-log-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("writes lines with time and level, from its level on", async () => {
  const file = join(folder, "deep/er/MCP Policy.log");
  const logger = await standIn.createAsyncRotatingLogger("x", file, 1000, 1);
  logger.setPattern("%Y-%m-%d %H:%M:%S.%e [%l] %v");
  logger.setLevel(1);
  logger.trace("unheard");
  for (const method of ["debug", "info", "warn", "error", "critical"] as const) logger[method](`by ${method}`);
  logger.setLevel(6);
  logger.critical("unheard");
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  expect(lines.map((line) => line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} /, ""))).toEqual([
    "[debug] by debug",
    "[info] by info",
    "[warning] by warn",
    "[error] by error",
    "[critical] by critical",
  ]);
});

it("writes plain channels as they are", async () => {
  const file = join(folder, "plain.log");
  const logger = await standIn.createRotatingLogger("x", file, 1000, 1);
  logger.clearFormatters();
  logger.info("a\n");
  logger.info("b");
  expect(readFileSync(file, "utf8")).toBe("a\nb");
});

it("survives that its folder is taken away", async () => {
  const file = join(folder, "gone/x.log");
  const logger = await standIn.createRotatingLogger("x", file, 1000, 1);
  rmSync(join(folder, "gone"), { recursive: true });
  expect(() => logger.error("nobody reads this")).not.toThrow();
});
