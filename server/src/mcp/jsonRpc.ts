import { isJsonObject, type JsonObject, type JsonValue } from "../policy/text/json";

/** A request or notification to a server. */
export interface Outgoing {
  readonly method: string;
  readonly params?: JsonObject;
}

/** The answer to a request: its message as it came, since parsing rounds large numbers, and parsed. */
export interface Answer {
  readonly text: string;
  readonly json: JsonObject;
}

/** A JSON-RPC message; undefined for anything else, such as a line of a log. */
export function readMessage(text: string): JsonObject | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    return isJsonObject(json) && json.jsonrpc === "2.0" ? json : undefined;
  } catch {
    return undefined;
  }
}

/** The text of a message, on one line. */
export function writeMessage(outgoing: Outgoing, id?: number): string {
  return JSON.stringify({ jsonrpc: "2.0", ...(id !== undefined && { id }), ...outgoing });
}

/** The result of an answer; undefined for an error. */
export function resultOf({ json }: Answer): JsonObject | undefined {
  return isJsonObject(json.result) ? json.result : undefined;
}

/** The error of an answer. */
export function errorOf({ json }: Answer): {
  readonly code: number;
  readonly message: string;
  readonly data?: JsonValue;
} {
  const error = isJsonObject(json.error) ? json.error : {};
  return {
    code: typeof error.code === "number" ? error.code : 0,
    message: typeof error.message === "string" ? error.message : "",
    ...(error.data !== undefined && { data: error.data }),
  };
}
