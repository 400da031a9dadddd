import { mkdirSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import { codeOf } from "../../disk/codeOf";

/**
 * Puts a log aside: `FILE` becomes `FILE.1`, and so on. One gateway at a time does: two that rename the same files lose some of
 * them. The others go on in the file that is there.
 */
export function putAside(path: string, keptFiles: number, isStillThere: () => boolean): void {
  const lock = `${path}.rotating`;
  if (!isTaken(lock)) return;
  try {
    // Another gateway may have been here just before.
    if (!isStillThere()) return;
    rmSync(`${path}.${keptFiles}`, { force: true });
    for (let number = keptFiles - 1; number > 0; number--) moveIfThere(`${path}.${number}`, `${path}.${number + 1}`);
    if (keptFiles > 0) moveIfThere(path, `${path}.1`);
    else rmSync(path, { force: true });
  } finally {
    remove(lock);
  }
}

/** Much longer than some files take to be renamed, in milliseconds. */
const longest = 10_000;

/** Whether this gateway has the lock now: a folder, which only one can make. */
function isTaken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    // Its gateway was killed meanwhile.
    if (since !== undefined && Date.now() - since > longest) remove(lock);
    return false;
  }
}

function remove(lock: string): void {
  try {
    rmdirSync(lock);
  } catch {
    // Someone else has removed it.
  }
}

function moveIfThere(from: string, to: string): void {
  if (statSync(from, { throwIfNoEntry: false }) !== undefined) renameSync(from, to);
}
