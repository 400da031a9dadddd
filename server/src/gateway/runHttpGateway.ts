import { bridgeTo } from "./bridge/bridge";
import { listen } from "./http/listen";
import { type ListenAddress, urlAt } from "./http/openServer";
import { type Backend, proxyTo } from "./http/proxy";
import type { Tokens } from "./http/tokens";
import { type GateOrder, openGate } from "./openGate";
import { Exchange } from "./relay/exchange";
import { Retries } from "./relay/retries";
import type { ServerAddress } from "./remote/remoteServer";
import { type ServerCommand, startServer } from "./startServer";

/** What a gateway that listens is to do. */
export interface HttpGatewayOrder extends GateOrder {
  readonly listenAt: ListenAddress;
  /** The server: its address, or a program that is spoken to by lines. */
  readonly server: ServerAddress | ServerCommand;
  readonly tokens: Tokens | undefined;
  readonly origins: readonly string[];
  readonly grant: string;
}

/** Listens until it is interrupted. The exit code. */
export async function runHttpGateway(order: HttpGatewayOrder): Promise<number> {
  const { listenAt, tokens, origins, grant, note } = order;
  const { gate, close } = await openGate(order);
  const retries = new Retries();
  const makeExchange = (of: string): Exchange => new Exchange({ gate, grant: of, retries, carries: "bodies" });
  const { backend, end, path } = backendFor(order, makeExchange);
  try {
    const listening = await listen(listenAt, { origins, grant, tokens }, backend);
    note(`Listening on ${urlAt(listening.address, path)}.`);
    await interrupted();
    await listening.close();
    return 0;
  } finally {
    await end();
    await close();
  }
}

function backendFor(
  { server, tokens, errors }: HttpGatewayOrder,
  makeExchange: (grant: string) => Exchange,
): { readonly backend: Backend; readonly end: () => Promise<void>; readonly path: string } {
  if ("url" in server) {
    const backend = proxyTo(server, makeExchange, tokens === undefined);
    return { backend, end: async () => {}, path: server.url.pathname };
  }
  const { backend, close } = bridgeTo(() => startServer(server, errors), makeExchange);
  return { backend, end: close, path: "/mcp" };
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}
