import type { Server } from "node:http";

/** Where a server listens. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Has a server listen; its address, with the port that the system has chosen for 0. Rejects when the address cannot be had. */
export async function openServer(server: Server, { host, port }: ListenAddress): Promise<ListenAddress> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const found = server.address();
  return { host, port: typeof found === "object" && found !== null ? found.port : port };
}

/** The address of a path, as a person may open it. */
export function urlAt({ host, port }: ListenAddress, path: string): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}${path}`;
}

/** Ends a server with all its connections. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
