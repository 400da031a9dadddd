import { type ListenAddress, listen } from "./http/listen";
import type { Backend } from "./http/proxy";
import { proxyTo } from "./http/proxy";
import type { Tokens } from "./http/tokens";
import { type GateOrder, openGate } from "./openGate";
import { Exchange } from "./relay/exchange";
import { Retries } from "./relay/retries";

/** What a gateway that listens is to do. */
export interface HttpGatewayOrder extends GateOrder {
  readonly listenAt: ListenAddress;
  readonly url: URL;
  readonly tokens: Tokens | undefined;
  readonly origins: readonly string[];
  readonly grant: string;
}

/** Listens until it is interrupted. The exit code. */
export async function runHttpGateway(order: HttpGatewayOrder): Promise<number> {
  const { listenAt, url, tokens, origins, grant, note } = order;
  const { gate, close } = await openGate(order);
  const retries = new Retries();
  const makeExchange = (of: string) => new Exchange({ gate, grant: of, retries, carries: "bodies" });
  const backend: Backend = proxyTo(url, makeExchange, tokens === undefined);
  try {
    const listening = await listen(listenAt, { origins, grant, tokens }, backend);
    const { host, port } = listening.address;
    note(`Listening on http://${host.includes(":") ? `[${host}]` : host}:${port}${url.pathname}.`);
    await interrupted();
    await listening.close();
    return 0;
  } finally {
    await close();
  }
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}
