/** What a killed writer has left beside a file is removed, and nothing else is. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { draftPath, removeStaleDrafts } from "../../server/src/disk/drafts";

/** The number of a process that has ended. */
const ended = spawnSync(process.execPath, ["-e", ""]).pid;
/** The name of a draft that a process which has ended would have left. */
const staleDraft = (target: string): string => draftPath(target).replace(`-${process.pid}-`, `-${ended}-`);

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mcp-policy-drafts-"));
  file = join(folder, "policy.json");
  writeFileSync(file, "{}");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a draft", () => {
  it("of a process that has ended is removed, whichever file it was for", async () => {
    for (const target of [file, join(folder, "b.json"), join(folder, `${"ä".repeat(120)}.json`)])
      writeFileSync(staleDraft(target), "{");
    await removeStaleDrafts([file]);
    expect(readdirSync(folder)).toEqual(["policy.json"]);
  });

  it("of a process that runs stays, and so does one of another machine", async () => {
    const running = draftPath(file);
    const elsewhere = staleDraft(file).replace(/mcp-policy-\w{8}/, "mcp-policy-00000000");
    for (const path of [running, elsewhere]) writeFileSync(path, "{");
    await removeStaleDrafts([file]);
    expect(readdirSync(folder).sort()).toEqual([running, elsewhere, file].map((path) => basename(path)).sort());
  });

  it("is a regular file: a link and a folder of its name stay", async () => {
    const [link, inner] = [staleDraft(file), staleDraft(file)];
    symlinkSync(file, link);
    mkdirSync(inner);
    await removeStaleDrafts([file]);
    expect(readdirSync(folder).sort()).toEqual([link, inner, file].map((path) => basename(path)).sort());
  });

  it("is told by its whole name: what others call so stays", async () => {
    const name = basename(staleDraft(file));
    const theirs = [`${name}.bak`, name.slice(1), name.replace("mcp-policy", "other"), ".policy.json.ab12.tmp"];
    for (const each of theirs) writeFileSync(join(folder, each), "theirs");
    await removeStaleDrafts([file]);
    expect(readdirSync(folder).sort()).toEqual([...theirs, "policy.json"].sort());
  });

  it("has a name that every file system takes, beside a file with the longest one", () => {
    const longest = join(folder, `${"ä".repeat(125)}.json`);
    writeFileSync(longest, "{}");
    writeFileSync(draftPath(longest), "{}");
    expect(readdirSync(folder)).toHaveLength(3);
  });
});
