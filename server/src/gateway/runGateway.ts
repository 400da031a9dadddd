import type { Readable, Writable } from "node:stream";
import { childEnvironment } from "../mcp/childEnvironment";
import { startChild } from "../mcp/childProcess";
import { type GateOrder, openGate } from "./openGate";
import { Exchange } from "./relay/exchange";
import { exitCodeOf, exitInWords } from "./relay/exitOf";
import { passSignals } from "./relay/passSignals";
import { relayStdio } from "./relay/relayStdio";
import { Retries } from "./relay/retries";

/** What a gateway between two streams and a process is to do. */
export interface GatewayOrder extends GateOrder {
  readonly server: { readonly command: string; readonly args: readonly string[] };
  readonly grant: string;
  readonly client: { readonly input: Readable; readonly output: Writable };
  readonly complain: (sentence: string) => void;
}

/** Runs a server behind a policy until one side ends. The exit code. */
export async function runGateway(order: GatewayOrder): Promise<number> {
  const { server, client, grant, errors, complain } = order;
  const { gate, close } = await openGate(order);
  const child = startChild(
    // Its client has chosen the environment of the gateway, for the server.
    { ...server, env: childEnvironment(process.env as Record<string, string>) },
    { onErrorOutput: (chunk) => errors.write(chunk), leavesSignals: true },
  );
  const stopPassing = passSignals(child);
  const exchange = new Exchange({ gate, grant, retries: new Retries(), carries: "lines" });
  const { by, exit } = await relayStdio(client, child, exchange);
  stopPassing();
  await close();
  if (by === "server") complain(exitInWords(exit, child.errorOutput()));
  return exitCodeOf(exit, by);
}
