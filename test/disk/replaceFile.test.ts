/** A file is replaced in one stroke: whatever happens meanwhile, it is whole, the old or the new. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { removeStaleDrafts } from "../../server/src/disk/drafts";
import { replaceFile, type WriteStep } from "../../server/src/disk/replaceFile";

const steps: readonly WriteStep[] = ["created", "half written", "written", "flushed", "compared", "renamed"];
const before = Buffer.from("before\n".repeat(5_000));
const after = Buffer.from("the text after\n".repeat(20_000));
const isRoot = process.getuid?.() === 0;

let scratch: string;
let folder: string;
let file: string;
let module: string;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "mcp-policy-replace-"));
  module = join(scratch, "replaceFile.cjs");
  const source = resolve(import.meta.dirname, "../../server/src/disk/replaceFile.ts");
  await build({ entryPoints: [source], outfile: module, bundle: true, platform: "node", format: "cjs" });
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(scratch, "case-"));
  file = join(folder, "policy.json");
  writeFileSync(file, before);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const replace = (path = file, followsLinks = true, reached?: (step: WriteStep) => void) =>
  replaceFile(path, before, after, { followsLinks, ...(reached !== undefined && { reached }) });

/** Replaces the file in a process of its own, which does something when it reaches a step. */
function inProcess(step: WriteStep, action: string, shell = "", path = file) {
  const script = `const { replaceFile } = require(${JSON.stringify(module)});
    const before = require("node:fs").readFileSync(${JSON.stringify(path)});
    const after = Buffer.from("the text after\\n".repeat(20000));
    const reached = (step) => { if (step === ${JSON.stringify(step)}) { ${action} } };
    replaceFile(${JSON.stringify(path)}, before, after, { followsLinks: true, reached })
      .catch((error) => { console.error(error.message); process.exitCode = 2; });`;
  return spawnSync("bash", ["-c", `${shell} exec "$0" -e "$1"`, process.execPath, script], { encoding: "utf8" });
}

describe("a file that is replaced", () => {
  it("has the new text, and nothing else is left", async () => {
    await replace();
    expect(readFileSync(file)).toEqual(after);
    expect(readdirSync(folder)).toEqual(["policy.json"]);
  });

  it.each(steps)("is whole after a kill when the writer has %s", (step) => {
    const { signal } = inProcess(step, 'process.kill(process.pid, "SIGKILL"); for (;;);');
    expect(signal).toBe("SIGKILL");
    expect(readFileSync(file)).toEqual(step === "renamed" ? after : before);
    // What is left beside it is not a policy by its name, and goes with the next run.
    expect(readdirSync(folder).filter((name) => name.endsWith(".json"))).toEqual(["policy.json"]);
  });

  it.each(steps)("has nothing beside it behind the run after a kill when the writer has %s", async (step) => {
    inProcess(step, 'process.kill(process.pid, "SIGKILL"); for (;;);');
    expect(readdirSync(folder)).toHaveLength(step === "renamed" ? 1 : 2);
    await removeStaleDrafts([file]);
    expect(readdirSync(folder)).toEqual(["policy.json"]);
  });

  it.each(steps.slice(0, -1))("stays as it was when something fails after the writer has %s", async (step) => {
    const failing = replace(file, true, (reached) => {
      if (reached === step) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
    });
    await expect(failing).rejects.toThrow(`${file} cannot be written: there is no space left. It was not changed.`);
    expect(readFileSync(file)).toEqual(before);
    expect(readdirSync(folder)).toEqual(["policy.json"]);
  });

  it("stays as it was beyond the size that files may have", () => {
    const { status, signal } = inProcess("created", "", "ulimit -f 100;");
    expect(status === 2 || signal === "SIGXFSZ").toBe(true);
    expect(readFileSync(file)).toEqual(before);
  });

  it("stays as it was on a full disk", ({ skip }) => {
    const disk = join(folder, "disk");
    mkdirSync(disk);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=128k", "tmpfs", disk], { stdio: "ignore" });
    } catch {
      // Only root may do that, and not everywhere.
      skip();
    }
    try {
      const path = join(disk, "policy.json");
      writeFileSync(path, before);
      const { status, stderr } = inProcess("created", "", "", path);
      expect(stderr).toContain("there is no space left. It was not changed.");
      expect(status).toBe(2);
      expect(readFileSync(path)).toEqual(before);
      expect(readdirSync(disk)).toEqual(["policy.json"]);
    } finally {
      execFileSync("umount", [disk]);
    }
  });

  it.each(steps.slice(0, 4))("keeps what another program writes when the writer has %s", async (step) => {
    // As long as before, so that the size tells nothing.
    const theirs = Buffer.from("BEFORE\n".repeat(5_000));
    const refused = replace(file, true, (reached) => {
      if (reached === step) writeFileSync(file, theirs);
    });
    await expect(refused).rejects.toThrow("was changed by another program meanwhile, and is left as it is");
    expect(readFileSync(file)).toEqual(theirs);
    expect(readdirSync(folder)).toEqual(["policy.json"]);
  });

  it("is left alone when it has gone meanwhile", async () => {
    const refused = replace(file, true, (reached) => {
      if (reached === "flushed") rmSync(file);
    });
    await expect(refused).rejects.toThrow(`There is no file ${file}.`);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("keeps its mode, and as root its owner", async () => {
    chmodSync(file, 0o640);
    if (isRoot) chownSync(file, 1234, 2345);
    await replace();
    const { mode, uid, gid } = statSync(file);
    expect(mode & 0o7777).toBe(0o640);
    if (isRoot) expect([uid, gid]).toEqual([1234, 2345]);
  });

  it("is written through a link that is named, and the link stays", async () => {
    const link = join(folder, "link.json");
    symlinkSync("policy.json", link);
    await replace(link);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file)).toEqual(after);
  });

  it("is not written through a link that was found", async () => {
    const link = join(folder, "link.json");
    symlinkSync("policy.json", link);
    await expect(replace(link, false)).rejects.toThrow(`${link} is a link, and is not written.`);
    expect(readFileSync(file)).toEqual(before);
  });

  it.runIf(process.platform === "linux")("is no device and no pipe", async () => {
    const pipe = join(folder, "pipe.json");
    execFileSync("mkfifo", [pipe]);
    await expect(replace(pipe)).rejects.toThrow("is not a regular file, and is not written.");
    await expect(replace("/dev/null")).rejects.toThrow("is not a regular file, and is not written.");
  });

  it("has another name that keeps the old text: a hard link is a copy from then on", async () => {
    const other = join(folder, "other.json");
    linkSync(file, other);
    await replace();
    expect(readFileSync(file)).toEqual(after);
    expect(readFileSync(other)).toEqual(before);
  });
});
