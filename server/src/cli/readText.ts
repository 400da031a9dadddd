import { relative, sep } from "node:path";
import { fileFailure } from "../disk/fileFailure";
import { mostBytes, readRegularFile } from "../disk/readRegularFile";
import { UsageError } from "./terminal";

/** A text file as it was read. */
export interface ReadText {
  /** Without a byte order mark. */
  readonly text: string;
  /** Whether there was one before the text: it is written back. */
  readonly hasMark: boolean;
  /** What was read, to be compared before something is written. */
  readonly bytes: Uint8Array;
}

/** The text of a regular file, or of standard input for `-`. */
export async function readText(path: string): Promise<ReadText> {
  let bytes: Uint8Array;
  try {
    bytes = path === "-" ? await readStandardInput() : await readRegularFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const hasMark = text.startsWith("\uFEFF");
    return { text: hasMark ? text.slice(1) : text, hasMark, bytes };
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

/** A path from the current folder, where that is shorter. */
export function shortest(path: string): string {
  const way = relative(".", path);
  return way !== "" && way.length < path.length ? way : path;
}

/** Why a file cannot be read, as a sentence. */
export function unreadable(path: string, error: unknown): UsageError {
  if (error instanceof UsageError) return error;
  return new UsageError(fileFailure(nameOf(path), error).message);
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    length += chunk.length;
    if (length > mostBytes) throw new UsageError("Standard input is too large to be read.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
