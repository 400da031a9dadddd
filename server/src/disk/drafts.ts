import { createHash, randomBytes } from "node:crypto";
import { lstat, readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { codeOf } from "./codeOf";

/** A process is known by its number only on its own machine, or in its own container, and those have names of their own. */
function machine(): string {
  return createHash("sha256").update(hostname()).digest("hex").slice(0, 8);
}

/** A new name for what is to replace a file, beside it. It tells who writes it, and cannot be guessed. */
export function draftPath(target: string): string {
  const start = [...basename(target)].slice(0, 40).join("");
  const name = `.${start}.mcp-policy-${machine()}-${process.pid}-${randomBytes(6).toString("hex")}.tmp`;
  return join(dirname(target), name);
}

/**
 * Removes what a process that was killed while it replaced a file has left in the folders of these files. A draft of a
 * process that runs, of another machine or of another user stays, and so does whatever is no regular file.
 */
export async function removeStaleDrafts(paths: readonly string[]): Promise<void> {
  const ours = new RegExp(`^\\..{1,40}\\.mcp-policy-${machine()}-(\\d{1,10})-[0-9a-f]{12}\\.tmp$`, "su");
  for (const folder of new Set(paths.map(dirname))) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names) {
      const [, id] = ours.exec(name) ?? [];
      if (id === undefined || isRunning(Number(id))) continue;
      const path = join(folder, name);
      const found = await lstat(path).catch(() => undefined);
      const user = process.getuid?.();
      // What root replaces keeps its owner, and so may its draft.
      const isOurs = found?.isFile() === true && (user === undefined || user === 0 || user === found.uid);
      // A draft that cannot be removed does no harm.
      if (isOurs) await rm(path).catch(() => {});
    }
  }
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // Only this says that there is no such process; another user's may not be asked.
    return codeOf(error) !== "ESRCH";
  }
}
