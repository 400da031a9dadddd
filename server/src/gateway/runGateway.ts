import type { Readable, Writable } from "node:stream";
import { childEnvironment } from "../mcp/childEnvironment";
import { type Child, startChild } from "../mcp/childProcess";
import type { CallLog } from "./callLog";
import { memoryCounters } from "./counters/memoryCounters";
import { Gate } from "./gate";
import { type FileLogOptions, fileLog } from "./log/fileLog";
import type { LoggedArguments } from "./log/logLine";
import { streamLog } from "./log/streamLog";
import { policySource, type ReadPolicyText } from "./policySource";
import { Exchange } from "./relay/exchange";
import { exitCodeOf, exitInWords } from "./relay/exitOf";
import { passSignals } from "./relay/passSignals";
import { relayStdio } from "./relay/relayStdio";
import { Retries } from "./relay/retries";

/** What a gateway is to do. */
export interface GatewayOrder {
  /** The path of the policy. */
  readonly policy: string;
  /** What a text of that file means. */
  readonly read: ReadPolicyText;
  readonly server: { readonly command: string; readonly args: readonly string[] };
  readonly grant: string;
  /** `target`: a path, or `-` for standard error. */
  readonly log: ({ readonly target: string } & LoggedArguments) | undefined;
  readonly logFile: Pick<FileLogOptions, "sync" | "mostBytes" | "keptFiles">;
  readonly observes: boolean;
  readonly onError: "deny" | "allow";
  readonly keepsLastGood: boolean;
  readonly streams: { readonly input: Readable; readonly output: Writable; readonly errors: Writable };
  readonly note: (sentence: string) => void;
  readonly complain: (sentence: string) => void;
}

/** Runs a server behind a policy until one side ends. The exit code. */
export async function runGateway(order: GatewayOrder): Promise<number> {
  const { streams, complain } = order;
  const { gate, close } = openGate(order);
  // Says at the start what is wrong with the policy; the calls are decided by what it is then.
  await gate.policy();
  const child = startServer(order);
  const stopPassing = passSignals(child);
  const exchange = new Exchange({ gate, grant: order.grant, retries: new Retries(), carries: "lines" });
  const { by, exit } = await relayStdio({ input: streams.input, output: streams.output }, child, exchange);
  stopPassing();
  await close();
  if (by === "server") complain(exitInWords(exit, child.errorOutput()));
  return exitCodeOf(exit, by);
}

function openGate({ policy, read, keepsLastGood, observes, onError, note, ...order }: GatewayOrder): {
  readonly gate: Gate;
  readonly close: () => Promise<void>;
} {
  const log = openLog(order);
  const store = memoryCounters();
  const source = policySource(policy, { read, keepsLastGood, note });
  const gate = new Gate({ source, store, log, observes, onError, note });
  return {
    gate,
    close: async () => {
      await store.close();
      await log?.close();
    },
  };
}

function openLog({ log, logFile, streams }: Pick<GatewayOrder, "log" | "logFile" | "streams">): CallLog | undefined {
  if (log === undefined) return undefined;
  return log.target === "-" ? streamLog(streams.errors, log) : fileLog(log.target, { ...log, ...logFile });
}

function startServer({ server, streams }: GatewayOrder): Child {
  return startChild(
    // Its client has chosen the environment of the gateway, for the server.
    { ...server, env: childEnvironment(process.env as Record<string, string>) },
    { onErrorOutput: (chunk) => streams.errors.write(chunk), leavesSignals: true },
  );
}
