import { isJsonObject } from "../../policy/text/json";
import { quote } from "../../policy/words/plain/quote";
import { type Member, membersOf } from "../json/members";
import { readerKey, rivalKey } from "../json/readerKeys";
import type { ClientMessage, Era } from "./clientMessage";

/** Where a message of the modern era says its version; its presence tells the era of this message. */
export const versionField = "io.modelcontextprotocol/protocolVersion";

/** Fields of a call that a decision depends on. */
const callFields = byReaderKey(["name", "arguments", "inputResponses", "requestState", "_meta"]);

const messageFields = byReaderKey(["jsonrpc", "id", "method", "params"]);

/**
 * Reads one message of a client: `value` is what `JSON.parse` made of the text between `start` and the end of that value.
 * Readers of JSON differ: some keep the first of two equal keys, some ignore the case of a key. What is a call for any of
 * them is a call; and only one that all of them read alike is decided by its content.
 */
export function readClientMessage(text: string, start: number, value: unknown): ClientMessage {
  if (!isJsonObject(value)) return { kind: "other", id: undefined, method: undefined };
  const members = membersOf(text, start);
  const methods = members.filter(({ key }) => readerKey(key) === "method").map((each) => valueIn(text, each));
  const idMember = members.findLast(({ key }) => key === "id");
  const id = idMember && text.slice(idMember.valueStart, idMember.valueEnd);
  if (!methods.includes("tools/call")) {
    const list = methods.find((method) => method === "tools/list") ?? methods[0];
    return { kind: "other", id, method: typeof list === "string" ? list : undefined };
  }
  const paramsMember = members.findLast(({ key }) => readerKey(key) === "params");
  const params = paramsMember === undefined ? [] : membersOf(text, paramsMember.valueStart);
  const names = params.filter(({ key }) => readerKey(key) === "name").map((each) => valueIn(text, each));
  const [tool] = names.filter((name) => typeof name === "string");
  const era = eraOf(isJsonObject(value.params) ? value.params : undefined);
  const ambiguous = (why: string): ClientMessage => ({ kind: "ambiguous", id, era, tool: tool ?? "", why });

  const unclear = unclearKey(members, messageFields) ?? unclearKey(params, callFields);
  if (unclear !== undefined) return ambiguous(unclear);
  if (tool === undefined) return ambiguous("The call names no tool.");
  if (!tool.isWellFormed()) return ambiguous("The name of the tool has half of a surrogate pair.");
  const args = params.find(({ key }) => key === "arguments");
  if (args !== undefined) {
    const rival = rivalKey(text, args.valueStart, args.valueEnd);
    if (rival !== undefined)
      return ambiguous(`The arguments have the key ${quote(rival)} twice, if its case is ignored.`);
  }
  const state = params.find(({ key }) => key === "requestState");
  const isRetry = state !== undefined || params.some(({ key }) => key === "inputResponses");
  return {
    kind: "call",
    id,
    era,
    tool,
    arguments: isJsonObject(value.params) ? value.params.arguments : undefined,
    argumentsText: args && text.slice(args.valueStart, args.valueEnd),
    retryOf: isRetry ? (state === undefined ? "" : text.slice(state.valueStart, state.valueEnd)) : undefined,
  };
}

/** Why readers may disagree on the fields of an object, in a sentence. */
function unclearKey(members: readonly Member[], fields: ReadonlyMap<string, string>): string | undefined {
  const seen: string[] = [];
  for (const { key } of members) {
    const field = fields.get(readerKey(key));
    if (field === undefined) continue;
    if (seen.includes(field)) return `The message has the key "${field}" twice.`;
    if (key !== field) return `The key "${field}" is written ${quote(key)}, which some servers take for it.`;
    seen.push(field);
  }
  return undefined;
}

function byReaderKey(fields: readonly string[]): ReadonlyMap<string, string> {
  return new Map(fields.map((field) => [readerKey(field), field]));
}

function eraOf(params: Record<string, unknown> | undefined): Era {
  const meta = params?._meta;
  return isJsonObject(meta) && typeof meta[versionField] === "string" ? "modern" : "legacy";
}

function valueIn(text: string, { valueStart, valueEnd }: Member): unknown {
  return JSON.parse(text.slice(valueStart, valueEnd));
}
