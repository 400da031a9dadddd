import { lstat } from "node:fs/promises";
import { codeOf } from "./codeOf";
import { FileFailure, fileFailure } from "./fileFailure";

/** The sentence for a file that could not be opened; a link whose target is gone is not called missing itself. */
export async function missingFile(path: string, error: unknown): Promise<FileFailure> {
  const found = codeOf(error) === "ENOENT" ? await lstat(path).catch(() => undefined) : undefined;
  return found?.isSymbolicLink() === true
    ? new FileFailure(`${path} is a link to a file that does not exist.`)
    : fileFailure(path, error);
}
