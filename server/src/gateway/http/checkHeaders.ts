import type { IncomingHttpHeaders } from "node:http";
import { isJsonObject } from "../../policy/text/json";
import { versionField } from "../message/readClientMessage";

/** Where each method has the name that `Mcp-Name` repeats. */
const nameFields: ReadonlyMap<string, string> = new Map([
  ["tools/call", "name"],
  ["prompts/get", "name"],
  ["resources/read", "uri"],
]);

/**
 * Why the headers of a request say something else than its body, in a sentence; undefined when they agree. A header that is
 * not there says nothing. Someone on the way may have decided by the headers, and the server runs the body.
 */
export function headerMismatch(headers: IncomingHttpHeaders, body: unknown): string | undefined {
  const message = isJsonObject(body) ? body : {};
  const params = isJsonObject(message.params) ? message.params : {};
  const meta = isJsonObject(params._meta) ? params._meta : {};
  const method = typeof message.method === "string" ? message.method : undefined;
  const field = nameFields.get(method ?? "");
  const version = meta[versionField];
  return (
    differs("MCP-Protocol-Version", headers["mcp-protocol-version"], version, version === undefined) ??
    differs("Mcp-Method", headers["mcp-method"], method) ??
    // Other methods have no name that it could repeat.
    differs("Mcp-Name", headers["mcp-name"], field === undefined ? undefined : params[field])
  );
}

function differs(
  name: string,
  header: string | string[] | undefined,
  value: unknown,
  saysNothing = false,
): string | undefined {
  if (header === undefined || saysNothing) return undefined;
  // Of a header that comes twice, Node.js makes one text, which no body has.
  if (typeof header === "string" && decoded(header) === value) return undefined;
  return `The header ${name} differs from the body of the request.`;
}

/** The value of a header; one that is not plain ASCII is written as `=?base64?…?=`. */
function decoded(header: string): string | undefined {
  const encoded = /^=\?base64\?([A-Za-z0-9+/]*={0,2})\?=$/.exec(header)?.[1];
  if (encoded === undefined) return header;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(encoded, "base64"));
  } catch {
    return undefined;
  }
}
