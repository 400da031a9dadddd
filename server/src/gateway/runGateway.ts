import type { Readable, Writable } from "node:stream";
import type { Child } from "../mcp/childProcess";
import { type GateOrder, openGate } from "./openGate";
import { Exchange } from "./relay/exchange";
import { exitCodeOf, exitInWords } from "./relay/exitOf";
import { passSignals } from "./relay/passSignals";
import { relayStdio } from "./relay/relayStdio";
import { Retries } from "./relay/retries";
import { type ServerCommand, startServer } from "./startServer";

/** What a gateway between two streams and a server is to do. */
export interface GatewayOrder extends GateOrder {
  /** A program; or what reaches one that runs elsewhere. */
  readonly server: ServerCommand | (() => Promise<Child>);
  readonly grant: string;
  readonly client: { readonly input: Readable; readonly output: Writable };
  readonly complain: (sentence: string) => void;
}

/** Runs a server behind a policy until one side ends. The exit code. */
export async function runGateway(order: GatewayOrder): Promise<number> {
  const { server, client, grant, errors, complain } = order;
  const { gate, close } = await openGate(order);
  const isRemote = typeof server === "function";
  const child = isRemote ? await server() : startServer(server, errors);
  const stopPassing = passSignals(child);
  const exchange = new Exchange({ gate, grant, retries: new Retries(), carries: "lines" });
  const { by, exit } = await relayStdio(client, child, exchange);
  stopPassing();
  await close();
  if (by === "server" && !isRemote) complain(exitInWords(exit, child.errorOutput()));
  return exitCodeOf(exit, by);
}
