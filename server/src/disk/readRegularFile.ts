import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { longestText } from "../policy/model/textLimit";
import { FileFailure, fileFailure } from "./fileFailure";

/** More bytes are not read of one file: the longest text that is read, in UTF-8. */
export const mostBytes = 3 * longestText + 3;

const chunk = 1_048_576;

/**
 * The bytes of a regular file. Devices, pipes and sockets, which have no end or none yet, are refused; what is read is
 * counted, since a file may grow, or have another size than it says. Throws a `FileFailure`.
 */
export async function readRegularFile(path: string, most = mostBytes): Promise<Buffer> {
  let file: FileHandle | undefined;
  try {
    // Without O_NONBLOCK, opening a pipe waits for somebody who writes into it. Windows has neither.
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const found = await file.stat();
    if (found.isDirectory()) throw Object.assign(new Error(), { code: "EISDIR" });
    if (!found.isFile()) throw new FileFailure(`${path} is not a regular file, and is not read.`);
    if (found.size > most) throw tooLarge(path);
    return await countedBytes(file, path, most, found.size);
  } catch (error) {
    throw fileFailure(path, error);
  } finally {
    await file?.close().catch(() => {});
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
