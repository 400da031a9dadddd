import { cut } from "../policy/words/plain/cut";
import { reasonOf } from "../policy/words/plain/reasonOf";
import { codeOf } from "./codeOf";

/** Why a file cannot be read or written, as a sentence that names it. Its failure is that file's alone. */
export class FileFailure extends Error {}

/** The sentence for what the file system says. */
export function fileFailure(path: string, error: unknown): FileFailure {
  if (error instanceof FileFailure) return error;
  return new FileFailure(sentence(path, error));
}

function sentence(path: string, error: unknown): string {
  switch (codeOf(error)) {
    case "ENOENT":
    case "ENOTDIR":
      if (path === "") return "An empty name is not a file.";
      // The file system's names are bytes; one that is not UTF-8 arrives with this sign, and cannot be opened by it.
      if (path.includes("\uFFFD")) return `${path} cannot be read: its name is not UTF-8. Rename it.`;
      return `There is no file ${path}.`;
    case "EEXIST":
      return `${path} is already there, and is left as it is.`;
    case "EISDIR":
      return `${path} is a folder, not a file.`;
    // What opening a socket says.
    case "ENXIO":
      return `${path} is not a regular file, and is not read.`;
    case "EACCES":
    case "EPERM":
      return `${path} may not be read or written.`;
    case "ELOOP":
      return `${path} is a link that leads in a circle.`;
    case "ERR_INVALID_ARG_VALUE":
      return `${path} cannot be the name of a file: it has a NUL character.`;
    case "ENAMETOOLONG":
      return `${cut(path, 80)} is too long for the name of a file.`;
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return `${path} cannot be written: there is no space left. It was not changed.`;
    default:
      return `${path} cannot be read or written: ${reasonOf(error)}.`;
  }
}
