import { counted } from "../policy/words/plain/plural";
import { withReading } from "../service/config/withReading";
import { type Snapshot, snapshotOf } from "../service/snapshot";
import type { ProjectConfigs } from "./projectConfig";
import { nameOf, readText } from "./readText";
import { note, UsageError } from "./terminal";

/** The policy in a file. That the gateway would refuse it is noted. */
export async function openPolicy(path: string, configs?: ProjectConfigs): Promise<Snapshot> {
  const snapshot = openPolicyText((await readText(path)).text, nameOf(path));
  return withReading(snapshot, (await configs?.of(path))?.assumptions);
}

/** The policy of a text that was read from somewhere else; `name` is what messages call it. */
export function openPolicyText(text: string, name: string): Snapshot {
  const snapshot = snapshotOf(text);
  if (snapshot.foreign !== undefined)
    throw new UsageError(`${name} is a policy of ${snapshot.foreign}, not of an MCP gateway.`);
  if (snapshot.isOversized) throw new UsageError(snapshot.problems[0]?.message ?? `${name} is too large.`);
  const { refusal } = snapshot.policy;
  const errors = snapshot.problems.filter(({ severity }) => severity === "error").length;
  if (refusal !== undefined)
    note(
      `${name} has ${counted(refusal.errors, "error")}: the gateway would refuse it, and what it decides then is not known.`,
    );
  // All of them are patterns that do not compile: their conditions are false, and the rest is decided (spec §2).
  else if (errors > 0)
    note(`${name} has ${counted(errors, "pattern")} that cannot be compiled: such a condition never holds. Run check.`);
  return snapshot;
}
