import { deniedResult } from "../../policy/decide/decision";
import type { Era } from "./clientMessage";

/** The answer to a denied call, in the shape of its era: a result, so that the agent reads the message. `id` is its text. */
export function deniedAnswer(id: string, message: string, era: Era): string {
  return `{"jsonrpc":"2.0","id":${id},"result":${JSON.stringify(deniedResult(message, era))}}`;
}

/** The answer to what is no message at all. */
export function refusedAnswer(why: string, code: -32700 | -32600 | -32603 | -32020 = -32700, id = "null"): string {
  return `{"jsonrpc":"2.0","id":${id},"error":{"code":${code},"message":${JSON.stringify(why)}}}`;
}
