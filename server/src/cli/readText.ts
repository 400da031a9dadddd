import { constants } from "node:buffer";
import { readFile, stat } from "node:fs/promises";
import { sep } from "node:path";
import { UsageError } from "./terminal";

/** A text file as it was read. */
export interface ReadText {
  /** Without a byte order mark. */
  readonly text: string;
  /** Whether one stood before the text: it is written back. */
  readonly hasMark: boolean;
}

/** The text of a file, or of standard input for `-`. */
export async function readText(path: string): Promise<ReadText> {
  let bytes: Uint8Array | undefined;
  try {
    const isTooLong = path !== "-" && (await stat(path)).size > constants.MAX_STRING_LENGTH;
    bytes = path === "-" ? await readStandardInput() : isTooLong ? undefined : await readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
  if (bytes === undefined || bytes.length > constants.MAX_STRING_LENGTH)
    throw new UsageError(`${nameOf(path)} is too large to be read.`);
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.startsWith("\uFEFF") ? { text: text.slice(1), hasMark: true } : { text, hasMark: false };
  } catch {
    throw new UsageError(`${nameOf(path)} is not UTF-8 text.`);
  }
}

/** What a file is called in messages and reports. */
export function nameOf(path: string): string {
  return path === "-" ? "standard input" : path;
}

/** A path as reports have it: with slashes, on Windows too. */
export function slashed(path: string): string {
  return path.split(sep).join("/");
}

/** Why a file cannot be read, as a sentence. */
export function unreadable(path: string, error: unknown): UsageError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      if (path === "") return new UsageError("An empty name is no file.");
      return new UsageError(`There is no file ${path}.`);
    case "EISDIR":
      return new UsageError(`${path} is a folder, not a file.`);
    case "EACCES":
    case "EPERM":
      return new UsageError(`${path} may not be read or written.`);
    default:
      return new UsageError(
        `${nameOf(path)} cannot be read or written: ${error instanceof Error ? error.message : error}.`,
      );
  }
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}
