import type { IncomingHttpHeaders } from "node:http";
import { isJsonObject } from "../../policy/text/json";
import { versionField } from "../message/readClientMessage";
import { nameFields } from "./nameFields";

/** Whether headers say anything of the body; few of the legacy era do, and their bodies need not be read for it. */
export function repeatsBody(headers: IncomingHttpHeaders): boolean {
  for (const name in headers) if (name.startsWith("mcp-") && name !== "mcp-session-id") return true;
  return false;
}

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
    differs("Mcp-Name", headers["mcp-name"], field === undefined ? undefined : params[field]) ??
    strangeArgument(headers, method === "tools/call" ? params.arguments : undefined)
  );
}

/**
 * A header `Mcp-Param-…` repeats an argument. Which one it is, the tool's schema says, which the gateway does not read: so one
 * is refused that no argument can be, and the server compares the others.
 */
function strangeArgument(headers: IncomingHttpHeaders, args: unknown): string | undefined {
  const repeated = Object.entries(headers).filter(([name]) => name.startsWith("mcp-param-"));
  if (repeated.length === 0) return undefined;
  const values = new Set<string>();
  const pending: unknown[] = [args];
  for (let value = pending.pop(); pending.length > 0 || value !== undefined; value = pending.pop()) {
    // An argument in a list is not repeated.
    if (isJsonObject(value)) pending.push(...Object.values(value));
    else if (["string", "number", "boolean"].includes(typeof value)) values.add(String(value));
  }
  const strange = repeated.find(([, header]) => typeof header !== "string" || !isOneOf(decoded(header), values));
  return strange === undefined ? undefined : `The header ${strange[0]} differs from every argument of the call.`;
}

function isOneOf(header: string | undefined, values: ReadonlySet<string>): boolean {
  if (header === undefined) return false;
  // Whole numbers are compared as numbers: 1, 1.0 and 01 are one.
  return values.has(header) || (/^-?\d+(?:\.0*)?$/.test(header) && values.has(String(Number(header))));
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
