import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";

/** Headers that are about one connection, and not about what it carries. */
const ofConnection = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** The headers of a request or an answer that go on with its body; those in `dropped` do not. */
export function forwardedHeaders(headers: IncomingHttpHeaders, dropped: readonly string[]): OutgoingHttpHeaders {
  const named = new Set(
    String(headers.connection ?? "")
      .toLowerCase()
      .split(/\s*,\s*/),
  );
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name, value]) => value !== undefined && !ofConnection.has(name) && !named.has(name) && !dropped.includes(name),
    ),
  );
}
