import { createServer, type Server } from "node:http";
import { type Admittance, admitRequest } from "./admitRequest";
import type { Backend } from "./proxy";

/** Where a gateway listens. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** A gateway that listens. */
export interface Listening {
  readonly address: ListenAddress;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Takes requests over HTTP. Rejects when the address cannot be had. */
export async function listen(
  { host, port }: ListenAddress,
  admittance: Omit<Admittance, "listensOn">,
  backend: Backend,
): Promise<Listening> {
  const server = createServer((message, response) => {
    // A client that goes away while it is answered is no failure of the gateway.
    for (const stream of [message, response]) stream.on("error", () => {});
    const answer = async (): Promise<void> => {
      const request = await admitRequest(message, response, { ...admittance, listensOn: host });
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
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const found = server.address();
  const address = { host, port: typeof found === "object" && found !== null ? found.port : port };
  return { address, close: () => closeAll(server) };
}

function closeAll(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
