import { createServer } from "node:http";
import { foreignOrigin } from "../http/checkOrigin";
import { closeServer, type ListenAddress, openServer } from "../http/openServer";
import type { CallMetrics } from "./callMetrics";

/** Answers `GET /metrics` until it is closed. Rejects when the address cannot be had. */
export async function serveMetrics(
  at: ListenAddress,
  metrics: CallMetrics,
): Promise<{ readonly address: ListenAddress; readonly close: () => Promise<void> }> {
  const server = createServer(({ method, url, headers }, response) => {
    const refusal = foreignOrigin(headers, at.host, []);
    if (refusal !== undefined) response.writeHead(403).end(refusal);
    else if (method !== "GET" || url?.split("?")[0] !== "/metrics") response.writeHead(404).end();
    else
      metrics.text().then(
        (text) => response.writeHead(200, { "Content-Type": metrics.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
  });
  const address = await openServer(server, at);
  return { address, close: () => closeServer(server) };
}
