import type { FileHandle } from "node:fs/promises";
import { longestText } from "../policy/model/textLimit";
import { FileFailure, fileFailure } from "./fileFailure";
import { openRegularFile } from "./openRegularFile";

/** More bytes are not read of one file: the longest text that is read, in UTF-8. */
export const mostBytes = 3 * longestText + 3;

const chunk = 1_048_576;

/**
 * The bytes of a regular file. What is read is counted, since a file may grow, or have another size than it says.
 * Throws a `FileFailure`.
 */
export async function readRegularFile(path: string, most = mostBytes): Promise<Buffer> {
  const { file, size } = await openRegularFile(path);
  try {
    if (size > most) throw tooLarge(path);
    return await countedBytes(file, path, most, size);
  } catch (error) {
    throw fileFailure(path, error);
  } finally {
    await file.close().catch(() => {});
  }
}

async function countedBytes(file: FileHandle, path: string, most: number, size: number): Promise<Buffer> {
  // Most files are small, and may be read by the thousand. What says that it is empty may still have a content.
  const piece = Math.min(chunk, Math.max(size + 1, 16_384));
  const pieces: Buffer[] = [];
  for (let length = 0; ; ) {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(piece), 0, piece);
    if (bytesRead === 0) return Buffer.concat(pieces, length);
    length += bytesRead;
    if (length > most) throw tooLarge(path);
    pieces.push(buffer.subarray(0, bytesRead));
  }
}

function tooLarge(path: string): FileFailure {
  return new FileFailure(`${path} is too large to be read.`);
}
