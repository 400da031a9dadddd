import { open, stat } from "node:fs/promises";
import { FileFailure, fileFailure } from "../../disk/fileFailure";

/** The first two pages of a database describe it. */
const leastBytes = 8_192;

/** What the description begins with, and where, on machines of either byte order. */
const mark = { at: 24, value: 0xbeefc0de };

/**
 * Refuses, with a sentence, a file that is not a database of the package lmdb, which would end the process without a word. One that
 * is not there yet, or is empty, is fine.
 */
export async function checkDatabase(path: string): Promise<void> {
  if (path === "") throw fileFailure(path, Object.assign(new Error(), { code: "ENOENT" }));
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || (found.isFile() && found.size === 0)) return;
  if (!found.isFile()) throw new FileFailure(`${path} is not a regular file: no counters are kept there.`);
  if (!isDatabase(found.size, await startOf(path)))
    throw new FileFailure(`${path} is not a file of counters. Name another one, or a file that is not there yet.`);
}

/** Whether a file of this many bytes, which starts with these, is a database. */
export function isDatabase(size: number, start: Buffer): boolean {
  if (size < leastBytes || start.length < mark.at + 4) return false;
  return start.readUInt32LE(mark.at) === mark.value || start.readUInt32BE(mark.at) === mark.value;
}

async function startOf(path: string): Promise<Buffer> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(mark.at + 4));
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileFailure(path, error);
  }
}
