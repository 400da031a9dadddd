import type { IncomingMessage } from "node:http";
import { longestLine } from "../relay/lineSplitter";

/**
 * The body of a request or an answer; undefined when it has more than 64 MB. Rejects when it breaks off. By events: an iterator
 * of the stream makes more garbage than the rest of a request.
 */
export function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message.on("data", (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= longestLine) return;
      chunks.length = 0;
      resolve(undefined);
      message.destroy();
    });
    message.on("end", () => {
      const [only] = chunks;
      resolve(chunks.length === 1 ? only : Buffer.concat(chunks, length));
    });
    message.on("error", reject);
    message.on("close", () => {
      if (!message.readableEnded) reject(new Error("The body has broken off."));
    });
  });
}
