import type { OutgoingMessage } from "node:http";

/** Longer ones are not copied. */
const longestCopied = 16_384;

/**
 * Ends a message with its body. A short one goes as a text of bytes: Node.js writes that together with the head, at once,
 * where bytes would be a second piece.
 */
export function endWith(message: OutgoingMessage, body: Buffer | undefined): void {
  if (body === undefined || body.length > longestCopied) message.end(body);
  else message.end(body.toString("latin1"), "latin1");
}
