import type { IncomingMessage } from "node:http";
import { longestLine } from "../relay/lineSplitter";

/** The body of a request or an answer; undefined when it has more than 64 MB. Rejects when it breaks off. */
export async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    length += chunk.length;
    if (length > longestLine) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
