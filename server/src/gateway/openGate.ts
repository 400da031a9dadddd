import type { Writable } from "node:stream";
import type { CallLog } from "./callLog";
import { openCounters } from "./counters/openCounters";
import { Gate } from "./gate";
import { type ListenAddress, urlAt } from "./http/openServer";
import { type FileLogOptions, fileLog } from "./log/fileLog";
import type { LoggedArguments } from "./log/logLine";
import { streamLog } from "./log/streamLog";
import { serveMetrics } from "./metrics/serveMetrics";
import { policySource, type ReadPolicyText } from "./policySource";

/** What a gate is to do, whatever carries the messages. */
export interface GateOrder {
  /** The path of the policy. */
  readonly policy: string;
  /** What a text of that file means. */
  readonly read: ReadPolicyText;
  /** `target`: a path, or `-` for standard error. */
  readonly log: ({ readonly target: string } & LoggedArguments) | undefined;
  readonly logFile: Pick<FileLogOptions, "sync" | "mostBytes" | "keptFiles">;
  /** `memory`, the address of a Redis, or a file; gateways with one name share what is counted there. */
  readonly counters: { readonly place: string; readonly name: string };
  /** Where Prometheus reads what was counted. */
  readonly metricsAt?: ListenAddress | undefined;
  readonly observes: boolean;
  readonly onError: "deny" | "allow";
  readonly keepsLastGood: boolean;
  readonly errors: Writable;
  readonly note: (sentence: string) => void;
}

/** Opens the policy, the log and the counters. Says at once what is wrong with the policy. Throws when one cannot be opened. */
export async function openGate({
  policy,
  read,
  log: logged,
  logFile,
  counters,
  metricsAt,
  observes,
  onError,
  keepsLastGood,
  errors,
  note,
}: GateOrder): Promise<{ readonly gate: Gate; readonly close: () => Promise<void> }> {
  const written = openLog(logged, logFile, errors);
  const counted = metricsAt === undefined ? undefined : await openMetrics(metricsAt, written, note);
  const log = counted?.log ?? written;
  const store = await openCounters(counters.place, { name: counters.name, note });
  const source = policySource(policy, { read, keepsLastGood, note });
  const gate = new Gate({ source, store, log, observes, onError, note });
  await gate.policy();
  return {
    gate,
    close: async () => {
      await store.close();
      await log?.close();
      await counted?.close();
    },
  };
}

/** The package is loaded for those alone who want it. */
async function openMetrics(
  at: ListenAddress,
  written: CallLog | undefined,
  note: GateOrder["note"],
): Promise<{ readonly log: CallLog; readonly close: () => Promise<void> }> {
  const { callMetrics, countingLog } = await import("./metrics/callMetrics");
  const metrics = callMetrics();
  const { address, close } = await serveMetrics(at, metrics);
  note(`Metrics are at ${urlAt(address, "/metrics")}.`);
  return { log: countingLog(metrics, written), close };
}

function openLog(log: GateOrder["log"], logFile: GateOrder["logFile"], errors: Writable): CallLog | undefined {
  if (log === undefined) return undefined;
  return log.target === "-" ? streamLog(errors, log) : fileLog(log.target, { ...log, ...logFile });
}
