import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { missingFile } from "./missingFile";

/** A regular file that is open for reading, and the size that it says it has. Whoever gets it closes it. */
export interface OpenFile {
  readonly file: FileHandle;
  readonly size: number;
}

/** Opens a regular file. Devices, pipes and sockets, which have no end or none yet, are refused. Throws a `FileFailure`. */
export async function openRegularFile(path: string): Promise<OpenFile> {
  let file: FileHandle | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe waits for someone who writes into it. Windows has neither.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const found = await file.stat();
    if (found.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    if (!found.isFile()) throw Object.assign(new Error(), { code: "ENXIO" });
    return { file, size: found.size };
  } catch (error) {
    await file?.close().catch(() => {});
    throw await missingFile(path, error);
  }
}
