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
  const named = namesIn(headers.connection);
  const forwarded: OutgoingHttpHeaders = {};
  for (const name of Object.keys(headers))
    if (!ofConnection.has(name) && !named.includes(name) && !dropped.includes(name)) forwarded[name] = headers[name];
  return forwarded;
}

const none: readonly string[] = [];

/** The headers that are about a connection because this one says so. */
function namesIn(connection: string | undefined): readonly string[] {
  if (connection === undefined || ofConnection.has(connection)) return none;
  return connection.toLowerCase().split(/\s*,\s*/);
}
