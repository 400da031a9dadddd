import { isJsonObject, type JsonObject } from "../../policy/text/json";
import { quote } from "../../policy/words/plain/quote";
import { MemberCursor } from "../json/members";
import { type RivalKeys, rivalKeys } from "../json/readerKeys";
import type { ClientMessage, Era } from "./clientMessage";
import { fieldsOf, SeenFields } from "./seenFields";

/** Where a message of the modern era says its version; its presence tells the era of this message. */
export const versionField = "io.modelcontextprotocol/protocolVersion";

const messageFields = fieldsOf(["jsonrpc", "id", "method", "params"]);

/** Fields of a call that a decision depends on. */
const callFields = fieldsOf(["name", "arguments", "inputResponses", "requestState", "_meta"]);

/**
 * Reads one message of a client: `value` is what `JSON.parse` made of the text between `start` and the end of that value.
 * Readers of JSON differ: some keep the first of two equal keys, some ignore the case of a key. What is a call for any of
 * them is a call; and only one that all of them read alike is decided by its content. It makes next to nothing on the way:
 * this is a good part of what a call costs.
 */
export function readClientMessage(text: string, start: number, value: unknown): ClientMessage {
  if (!isJsonObject(value)) return { kind: "other", id: undefined, method: undefined };
  const seen = new SeenFields(messageFields);
  let id: string | undefined;
  let paramsStart = -1;
  let isCall = false;
  let first: { readonly method: string | undefined } | undefined;
  let listsTools = false;
  for (const member = new MemberCursor(text, start); member.next(); ) {
    const { key } = member;
    const field = seen.add(key);
    if (key === "id") id = member.valueText;
    else if (field === "params") paramsStart = member.valueStart;
    else if (field === "method") {
      const method = member.valueString;
      first ??= { method };
      isCall ||= method === "tools/call";
      listsTools ||= method === "tools/list";
    }
  }
  if (isCall) return readCall(text, paramsStart, value.params, id, seen.unclear);
  return { kind: "other", id, method: listsTools ? "tools/list" : first?.method };
}

function readCall(
  text: string,
  paramsStart: number,
  params: unknown,
  id: string | undefined,
  unclearMessage: string | undefined,
): ClientMessage {
  const seen = new SeenFields(callFields);
  let tool: string | undefined;
  let argumentsText: string | undefined;
  let rivals: RivalKeys | undefined;
  let retryOf: string | undefined;
  const value: JsonObject | undefined = isJsonObject(params) ? params : undefined;
  if (paramsStart >= 0)
    for (const member = new MemberCursor(text, paramsStart); member.next(); ) {
      const field = seen.add(member.key);
      if (field === "name") tool ??= member.valueString;
      else if (field === "arguments") {
        argumentsText = member.valueText;
        rivals = rivalKeys(text, member, value?.arguments);
      } else if (field === "inputResponses") retryOf ??= "";
      else if (field === "requestState") retryOf = member.valueText;
    }
  const era = eraOf(value);
  const why = unclearMessage ?? seen.unclear ?? unclearTool(tool) ?? unclearArguments(rivals);
  if (why !== undefined || tool === undefined) return { kind: "ambiguous", id, era, tool: tool ?? "", why: why ?? "" };
  return { kind: "call", id, era, tool, arguments: value?.arguments, argumentsText, retryOf };
}

function unclearTool(tool: string | undefined): string | undefined {
  if (tool === undefined) return "The call names no tool.";
  return tool.isWellFormed() ? undefined : "The name of the tool has half of a surrogate pair.";
}

function unclearArguments(rivals: RivalKeys | undefined): string | undefined {
  if (rivals === undefined) return undefined;
  const [earlier, later] = rivals;
  return earlier === later
    ? `The arguments have the key ${quote(later)} twice.`
    : `The arguments have the keys ${quote(earlier)} and ${quote(later)}, which are one if case is ignored.`;
}

function eraOf(params: JsonObject | undefined): Era {
  const meta = params?._meta;
  return isJsonObject(meta) && typeof meta[versionField] === "string" ? "modern" : "legacy";
}
