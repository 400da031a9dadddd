import type { Writable } from "node:stream";
import type { CallLog } from "./callLog";
import { openCounters } from "./counters/openCounters";
import { Gate } from "./gate";
import { type FileLogOptions, fileLog } from "./log/fileLog";
import type { LoggedArguments } from "./log/logLine";
import { streamLog } from "./log/streamLog";
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
  observes,
  onError,
  keepsLastGood,
  errors,
  note,
}: GateOrder): Promise<{ readonly gate: Gate; readonly close: () => Promise<void> }> {
  const log = openLog(logged, logFile, errors);
  const store = await openCounters(counters.place, { name: counters.name, note });
  const source = policySource(policy, { read, keepsLastGood, note });
  const gate = new Gate({ source, store, log, observes, onError, note });
  await gate.policy();
  return {
    gate,
    close: async () => {
      await store.close();
      await log?.close();
    },
  };
}

function openLog(log: GateOrder["log"], logFile: GateOrder["logFile"], errors: Writable): CallLog | undefined {
  if (log === undefined) return undefined;
  return log.target === "-" ? streamLog(errors, log) : fileLog(log.target, { ...log, ...logFile });
}
