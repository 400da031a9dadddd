import type { Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { harmless } from "../policy/words/plain/harmless";

/**
 * Passes on what a server writes to standard error: to a terminal without what that would obey, except colours; to a file
 * or a program as it is.
 */
export function passErrors(errors: Writable & { readonly isTTY?: boolean }): (chunk: Buffer) => void {
  if (errors.isTTY !== true) return (chunk) => void errors.write(chunk);
  // A character may come in two pieces.
  const decoder = new StringDecoder("utf8");
  return (chunk) => void errors.write(harmless(decoder.write(chunk).replaceAll("\t", "    "), "text", true));
}
