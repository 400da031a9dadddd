import { link, lstat, open, rename, rm } from "node:fs/promises";
import { draftPath } from "./drafts";
import { fileFailure } from "./fileFailure";
import type { WriteStep } from "./replaceFile";

/**
 * Makes a file that is not there yet in one stroke: whatever happens meanwhile, there is the whole file, or none. What
 * another program makes there first stays as it is. Throws a `FileFailure`.
 */
export async function createFile(
  path: string,
  text: string,
  reached: (step: WriteStep) => void = () => {},
): Promise<void> {
  const draft = draftPath(path);
  try {
    const file = await open(draft, "wx");
    try {
      reached("created");
      await file.writeFile(text);
      reached("written");
      await file.sync();
      reached("flushed");
    } finally {
      await file.close();
    }
    // A link fails where something is, and a new name would replace it.
    await link(draft, path).catch((error: unknown) => renameWithoutLinks(error, draft, path));
    reached("renamed");
  } catch (error) {
    throw fileFailure(path, error);
  } finally {
    await rm(draft, { force: true }).catch(() => {});
  }
}

/** Some file systems, such as FAT, have no hard links. */
async function renameWithoutLinks(error: unknown, draft: string, path: string): Promise<void> {
  const isThere = await lstat(path).catch(() => undefined);
  if (isThere !== undefined) throw error;
  await rename(draft, path);
}
