/** A file that is made is there as a whole or not at all, and never takes the place of another. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createFile } from "../../server/src/disk/createFile";
import { removeStaleDrafts } from "../../server/src/disk/drafts";

const text = "the text\n".repeat(20_000);
const steps = ["created", "written", "flushed", "renamed"] as const;

let scratch: string;
let module: string;
let folder: string;
let file: string;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "mcp-policy-create-"));
  module = join(scratch, "createFile.cjs");
  const source = resolve(import.meta.dirname, "../../server/src/disk/createFile.ts");
  await build({ entryPoints: [source], outfile: module, bundle: true, platform: "node", format: "cjs" });
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(scratch, "case-"));
  file = join(folder, "github.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a file that is made", () => {
  it("has the text and a usual mode, and nothing else is left", async () => {
    await createFile(file, text);
    expect(readFileSync(file, "utf8")).toBe(text);
    expect(statSync(file).mode & 0o777).toBe(0o666 & ~process.umask());
    expect(readdirSync(folder)).toEqual(["github.json"]);
  });

  it.each(steps)("is whole or not there after a kill when the writer has %s", async (step) => {
    const script = `const { createFile } = require(${JSON.stringify(module)});
      createFile(${JSON.stringify(file)}, "the text\\n".repeat(20000), (step) => {
        if (step === ${JSON.stringify(step)}) { process.kill(process.pid, "SIGKILL"); for (;;); }
      });`;
    expect(spawnSync(process.execPath, ["-e", script]).signal).toBe("SIGKILL");
    await removeStaleDrafts([file]);
    expect(readdirSync(folder)).toEqual(step === "renamed" ? ["github.json"] : []);
    if (step === "renamed") expect(readFileSync(file, "utf8")).toBe(text);
  });

  it.each(steps.slice(0, 3))("is not there when something fails after the writer has %s", async (step) => {
    const failing = createFile(file, text, (reached) => {
      if (reached === step) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
    });
    await expect(failing).rejects.toThrow(`${file} cannot be written: there is no space left.`);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(["before", "meanwhile"])("never replaces one that another program made %s", async (when) => {
    if (when === "before") writeFileSync(file, "theirs");
    const refused = createFile(file, text, (reached) => {
      if (when === "meanwhile" && reached === "flushed") writeFileSync(file, "theirs");
    });
    await expect(refused).rejects.toThrow(`${file} is already there`);
    expect(readFileSync(file, "utf8")).toBe("theirs");
    expect(readdirSync(folder)).toEqual(["github.json"]);
  });
});
