import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { FileFailure, fileFailure } from "./fileFailure";

/** Folders that hold others' files: nothing is looked for in them, nor in our own, which holds no policies. */
export const skippedFolders: ReadonlySet<string> = new Set(["node_modules", ".git"]);

/** What was found in a folder and in those below it. */
export interface Walked {
  /** In the order of their names. */
  readonly files: readonly string[];
  /** What could not be looked at; each is its own failure alone. */
  readonly failures: readonly FileFailure[];
}

/**
 * The regular files below a folder that `isWanted` takes by their paths. Links are not followed: they may lead in a
 * circle, or out of the folder.
 */
export async function walkFolder(
  root: string,
  isWanted: (path: string) => boolean | Promise<boolean>,
): Promise<Walked> {
  const files: string[] = [];
  const failures: FileFailure[] = [];
  const open = [root];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const entries = await readdir(folder === "" ? "." : folder, { withFileTypes: true, encoding: "buffer" }).catch(
      (error: unknown) => {
        failures.push(fileFailure(folder ?? root, error));
        return [];
      },
    );
    for (const entry of entries) {
      const name = entry.name.toString();
      const path = join(folder, name);
      if (entry.isDirectory()) {
        if (!skippedFolders.has(name)) open.push(path);
      } else if (await isWanted(path)) {
        if (!Buffer.from(name).equals(entry.name))
          failures.push(new FileFailure(`${path} cannot be read: its name is not UTF-8. Rename it.`));
        else if (entry.isFile()) files.push(path);
      }
    }
  }
  return { files: files.sort(), failures };
}
