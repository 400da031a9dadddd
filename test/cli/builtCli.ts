import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildServer } from "../lsp/builtServer";

export const project = resolve(import.meta.dirname, "../..");

/** What a run of the command line has left behind. */
export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A built command line of one's own, which no build that runs at the same time changes, and a folder to run it in. */
export interface BuiltCli {
  readonly module: string;
  readonly folder: string;
  readonly run: (words: readonly string[], input?: string) => Promise<Run>;
  readonly runIn: (cwd: string, words: readonly string[], input?: string) => Promise<Run>;
  readonly start: (words: readonly string[], nodeWords?: readonly string[], cwd?: string) => ChildProcess;
  readonly remove: () => void;
}

/** Builds all bundles if they are older than their sources; of tests that run side by side only one does. */
export async function buildCli(): Promise<BuiltCli> {
  await buildServer();
  const folder = mkdtempSync(join(tmpdir(), "mcp-policy-cli-"));
  const module = join(folder, "cli.js");
  copyFileSync(join(project, "dist/cli.js"), module);
  cpSync(join(project, "dist/cli"), join(folder, "cli"), { recursive: true, filter: (path) => !path.endsWith(".map") });
  const start: BuiltCli["start"] = (words, nodeWords = [], cwd = folder) =>
    spawn(process.execPath, [...nodeWords, module, ...words], { cwd, stdio: "pipe" });
  return {
    module,
    folder,
    start,
    run: (words, input = "") => finished(start(words), input),
    runIn: (cwd, words, input = "") => finished(start(words, [], cwd), input),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Waits for the end of a process; without an input, someone else writes it. */
export function finished(child: ChildProcess, input?: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    let stdout = "";
    let stderr = "";
    child.stdout?.setEncoding("utf8").on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr?.setEncoding("utf8").on("data", (chunk) => {
      stderr += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
    // A command that fails before it reads closes its input.
    child.stdin?.on("error", () => {});
    if (input !== undefined) child.stdin?.end(input);
  });
}
