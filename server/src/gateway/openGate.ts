import type { Writable } from "node:stream";
import { FileFailure } from "../disk/fileFailure";
import type { CallLog } from "./callLog";
import type { CounterStore } from "./counters/counterStore";
import { Gate } from "./gate";
import { type FileLogOptions, fileLog } from "./log/fileLog";
import { isArgumentPath, type LoggedArguments } from "./log/logLine";
import { streamLog } from "./log/streamLog";
import { policySource, type ReadPolicyText } from "./policySource";

/** A log that also counts, and what ends the counting. */
export interface OpenMetrics {
  readonly log: CallLog;
  readonly close: () => Promise<void>;
}

/** What a gate is to do, whatever carries the messages. */
export interface GateOrder {
  /** The path of the policy. */
  readonly policy: string;
  /** What a text of that file means. */
  readonly read: ReadPolicyText;
  /** `target`: a path, or `-` for standard error. */
  readonly log: ({ readonly target: string } & LoggedArguments) | undefined;
  readonly logFile: Pick<FileLogOptions, "sync" | "mostBytes" | "keptFiles">;
  /** Opens the place where calls are counted. */
  readonly openStore: () => CounterStore | Promise<CounterStore>;
  /** Has what is logged also counted for Prometheus. */
  readonly openMetrics?: ((written: CallLog | undefined) => Promise<OpenMetrics>) | undefined;
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
  openStore,
  openMetrics,
  observes,
  onError,
  keepsLastGood,
  errors,
  note,
}: GateOrder): Promise<{ readonly gate: Gate; readonly close: () => Promise<void> }> {
  const written = openLog(logged, logFile, errors);
  const counted = await openMetrics?.(written);
  const log = counted?.log ?? written;
  const store = await openStore();
  const source = policySource(policy, { read, keepsLastGood, denies: !observes && onError === "deny", note });
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

function openLog(log: GateOrder["log"], logFile: GateOrder["logFile"], errors: Writable): CallLog | undefined {
  if (log === undefined) return undefined;
  const wrong = log.redacted.find((path) => !isArgumentPath(path));
  // A value that was to be left out would be kept without a word.
  if (log.values && wrong !== undefined)
    throw new FileFailure(`${wrong} is not the path of an argument, such as args.password.`);
  return log.target === "-" ? streamLog(errors, log) : fileLog(log.target, { ...log, ...logFile });
}
