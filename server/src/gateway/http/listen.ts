import { createServer } from "node:http";
import { type Admittance, admitRequest } from "./admitRequest";
import { closeServer, type ListenAddress, openServer } from "./openServer";
import type { Backend } from "./proxy";

/** A gateway that listens. */
export interface Listening {
  readonly address: ListenAddress;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Takes requests over HTTP. Rejects when the address cannot be had. */
export async function listen(
  at: ListenAddress,
  admittance: Omit<Admittance, "listensOn">,
  backend: Backend,
): Promise<Listening> {
  const server = createServer((message, response) => {
    // A client that goes away while it is answered is no failure of the gateway.
    for (const stream of [message, response]) stream.on("error", () => {});
    const answer = async (): Promise<void> => {
      const request = await admitRequest(message, response, { ...admittance, listensOn: at.host });
      if (request !== undefined) await backend(request, response);
    };
    // Whatever goes wrong is the failure of this request alone, and lets nothing through.
    answer().catch(() => {
      if (!response.headersSent) response.writeHead(502);
      response.end();
    });
  });
  // A call may take long, and a stream is open for as long as its client wants.
  server.requestTimeout = 0;
  const address = await openServer(server, at);
  return { address, close: () => closeServer(server) };
}
