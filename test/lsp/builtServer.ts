import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const project = resolve(import.meta.dirname, "../..");

/** The bundle that is shipped, and that the tests start. */
export const serverModule = join(project, "dist/server.js");

/** The same server, whose handlers fail when the environment says so. */
export const faultyServerModule = join(project, "dist/test/server.faults.js");

/** What the bundles are made of. */
const sources = ["server", "esbuild.mjs", "packaging", "package-lock.json"];

/** A folder that only one of several test processes can make: whoever does builds, the others wait. */
const buildMark = join(project, "dist/.building");

/** A build takes a second; a mark that is older was left by a process that died. */
const longestBuild = 60_000;

/** Builds the servers unless they are newer than their sources; of tests that run side by side only one builds. */
export async function buildServer(): Promise<void> {
  mkdirSync(join(project, "dist"), { recursive: true });
  while (isOutdated()) {
    if (!takeMark()) {
      await sleep(50);
      continue;
    }
    try {
      if (isOutdated()) build();
    } finally {
      rmSync(buildMark, { recursive: true, force: true });
    }
    return;
  }
}

function build(): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["esbuild.mjs", "--tests"], {
    cwd: project,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The server cannot be built:\n${stdout}${stderr}`);
}

function isOutdated(): boolean {
  const built = Math.min(modifiedAt(serverModule), modifiedAt(faultyServerModule));
  return built < Math.max(...sources.flatMap((source) => modificationTimes(join(project, source))));
}

function modificationTimes(path: string): number[] {
  // Made by the build itself, and by every start of the tests.
  if (path.includes(".generated.")) return [];
  if (!statSync(path).isDirectory()) return [modifiedAt(path)];
  return readdirSync(path).flatMap((name) => modificationTimes(join(path, name)));
}

function modifiedAt(path: string): number {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function takeMark(): boolean {
  try {
    mkdirSync(buildMark);
    return true;
  } catch {
    if (Date.now() - modifiedAt(buildMark) > longestBuild) rmSync(buildMark, { recursive: true, force: true });
    return false;
  }
}
