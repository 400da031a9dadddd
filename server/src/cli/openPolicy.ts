import { errorsInWords } from "../policy/words/errorsInWords";
import { withReading } from "../service/config/withReading";
import { type Snapshot, snapshotOf } from "../service/snapshot";
import type { ProjectConfigs } from "./projectConfig";
import { nameOf, readText } from "./readText";
import { note, UsageError } from "./terminal";

/** The policy in a file. What its errors mean is noted. @param similar one of which it may be a version */
export async function openPolicy(path: string, configs?: ProjectConfigs, similar?: Snapshot): Promise<Snapshot> {
  const snapshot = openPolicyText((await readText(path)).text, nameOf(path), similar);
  return withReading(snapshot, (await configs?.of(path))?.assumptions);
}

/** The policy of a text that was read from somewhere else; `name` is what messages call it. */
export function openPolicyText(text: string, name: string, similar?: Snapshot): Snapshot {
  const snapshot = snapshotOf(text, undefined, similar);
  if (snapshot.foreign !== undefined)
    throw new UsageError(`${name} is a policy of ${snapshot.foreign}, not of an MCP gateway.`);
  refuseOversized(snapshot, name);
  const errors = errorsInWords(name, snapshot.policy, snapshot.problems);
  const unknown = snapshot.policy.refusal === undefined ? "" : " What it decides then is not known.";
  if (errors !== undefined) note(`${errors}.${unknown} Run check.`);
  return snapshot;
}

/** Throws a `UsageError` for a text that is too large to be read: nothing was looked for in it. */
export function refuseOversized({ isOversized, problems }: Snapshot, name: string): void {
  if (isOversized) throw new UsageError(`${name}: ${problems[0]?.message ?? "It is too large."}`);
}
