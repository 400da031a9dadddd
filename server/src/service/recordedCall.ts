import { readInstant } from "../policy/instant";
import { isJsonObject, type JsonObject } from "../policy/json";

/** One line of a log. */
export type RecordedLine =
  | {
      readonly kind: "call";
      readonly tool: string;
      /** undefined: the log does not have them. */
      readonly arguments: unknown;
      readonly grant: string | undefined;
      /** Epoch milliseconds; undefined: the log does not say when. */
      readonly at: number | undefined;
    }
  /** Another message of the protocol: no call, and no mistake. */
  | { readonly kind: "other" }
  | { readonly kind: "unreadable"; readonly why: string };

/**
 * Reads a line: the params of a `tools/call`, those in `params`, or a whole JSON-RPC request. `at` or `timestamp` (an ISO
 * instant, or epoch milliseconds) and `grant` may stand beside the params or in them.
 */
export function readRecordedCall(line: string): RecordedLine {
  let entry: unknown;
  try {
    entry = JSON.parse(line);
  } catch {
    return { kind: "unreadable", why: "not JSON" };
  }
  if (!isJsonObject(entry)) return { kind: "unreadable", why: "not an object" };
  if (isOtherMessage(entry)) return { kind: "other" };
  const params = isJsonObject(entry.params) ? entry.params : entry;
  const { name } = params;
  if (typeof name !== "string") return { kind: "unreadable", why: "no name of a tool" };
  const grant = entry.grant ?? params.grant;
  const stamp = entry.at ?? entry.timestamp ?? params.at ?? params.timestamp;
  const at = readInstant(stamp);
  if (stamp !== undefined && stamp !== null && at === undefined)
    return { kind: "unreadable", why: "an instant that cannot be read" };
  return {
    kind: "call",
    tool: name,
    arguments: params.arguments ?? undefined,
    grant: typeof grant === "string" ? grant : undefined,
    at,
  };
}

/** Requests and notifications of other methods, and answers. */
function isOtherMessage(entry: JsonObject): boolean {
  if (typeof entry.method === "string") return entry.method !== "tools/call";
  return entry.jsonrpc !== undefined && (entry.result !== undefined || entry.error !== undefined);
}
