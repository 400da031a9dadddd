import { closeSync, constants, fsyncSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { access, type FileHandle, lstat, open, realpath, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { draftPath } from "./drafts";
import { FileFailure, fileFailure } from "./fileFailure";

/** What has been done when a test makes the writer fail, or kills it. */
export type WriteStep = "created" | "half written" | "written" | "flushed" | "compared" | "renamed";

/** How a file is replaced. */
export interface ReplaceOptions {
  /** Whether the file behind a link is meant: only where a person has named the link. */
  readonly followsLinks: boolean;
  /** For tests: called behind each step. */
  readonly reached?: (step: WriteStep) => void;
}

/**
 * Replaces the content of a file in one step: for any reader, and whatever happens meanwhile, a kill or a full disk
 * for instance, finds the whole text, the old or the new. `before` is what was read; when another program has changed the
 * file since then, it stays as it is. Mode and owner stay. What a kill leaves beside the
 * file is told by its name, and `removeStaleDrafts` removes it. Throws a `FileFailure`.
 *
 * write-file-atomic and atomically flush and rename as well, but neither compares before it renames, and both follow any
 * link and take a temporary name that can be guessed.
 */
export async function replaceFile(
  path: string,
  before: Uint8Array,
  after: Uint8Array,
  { followsLinks, reached = () => {} }: ReplaceOptions,
): Promise<void> {
  try {
    const isLink = (await lstat(path)).isSymbolicLink();
    if (isLink && !followsLinks)
      throw new FileFailure(`${path} is a link, and is not written. Name it to write through it.`);
    const target = isLink ? await realpath(path) : path;
    const found = await lstat(target);
    if (!found.isFile()) throw new FileFailure(`${path} is not a regular file, and is not written.`);
    // A file that may not be written must not be replaced either.
    await access(target, constants.W_OK);
    const draft = draftPath(target);
    let isRenamed = false;
    try {
      // "x": no file or link that lies there is written into. For the owner alone, until it has its mode.
      const file = await open(draft, "wx", 0o600);
      try {
        reached("created");
        await writeAll(file, after, reached);
        await keepOwner(file, path, found);
        await file.chmod(found.mode & 0o7777);
        await file.sync();
        reached("flushed");
      } finally {
        await file.close();
      }
      // Without a pause between the two: what another program writes in that moment would be lost.
      const now = statSync(target);
      if (now.ino !== found.ino || now.size !== before.length || !readFileSync(target).equals(before))
        throw new FileFailure(`${path} was changed by another program meanwhile, and is left as it is. Run it again.`);
      reached("compared");
      renameSync(draft, target);
      isRenamed = true;
    } finally {
      if (!isRenamed) await rm(draft, { force: true }).catch(() => {});
    }
    reached("renamed");
    flushFolder(dirname(target));
  } catch (error) {
    throw fileFailure(path, error);
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, reached: (step: WriteStep) => void): Promise<void> {
  const half = bytes.length >> 1;
  await file.writeFile(bytes.subarray(0, half));
  reached("half written");
  await file.writeFile(bytes.subarray(half));
  reached("written");
}

/** A new file belongs to who makes it. */
async function keepOwner(
  file: FileHandle,
  path: string,
  { uid, gid }: { readonly uid: number; readonly gid: number },
): Promise<void> {
  const made = await file.stat();
  if (made.uid === uid && made.gid === gid) return;
  await file.chown(uid, gid).catch(() => {
    throw new FileFailure(`${path} belongs to another user, and writing would change that. It was not changed.`);
  });
}

/** So that the new name outlives a loss of power. Not every system can do it, and the file is whole without it. */
function flushFolder(folder: string): void {
  try {
    const handle = openSync(folder, "r");
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Windows opens no folders.
  }
}
