import { isUtf8 } from "node:buffer";

/** The text of some bytes; undefined when they are no UTF-8. */
export function utf8Of(bytes: Buffer): string | undefined {
  const text = bytes.toString("utf8");
  // Bytes that are none become this sign, which a text may have as well.
  return text.includes("\uFFFD") && !isUtf8(bytes) ? undefined : text;
}
