import { type Assumptions, defaultAssumptions } from "../../policy/model/assumptions";
import type { Policy } from "../../policy/model/policy";
import type { Snapshot } from "../snapshot";

/** Whether unknown fields are errors is a matter of the reading. */
function refusalBy({ refusal, unknownFields: rejected }: Policy, { unknownFields }: Assumptions): Policy["refusal"] {
  return refusal ?? (unknownFields === "rejected" ? rejected : undefined);
}

/** The snapshots that were made of another: what is kept by snapshot is kept for them too. */
const made = new WeakMap<Snapshot, { readonly key: string; readonly snapshot: Snapshot }>();

/**
 * The same document, decided as its repository has configured where the gateway's documentation is silent; the very same
 * snapshot where nothing is configured.
 */
export function withReading(snapshot: Snapshot, configured: Partial<Assumptions> | undefined): Snapshot {
  if (configured === undefined || Object.keys(configured).length === 0) return snapshot;
  const reading = { ...defaultAssumptions, ...configured };
  const key = JSON.stringify(reading);
  const known = made.get(snapshot);
  if (known?.key === key) return known.snapshot;
  const { policy: _, ...rest } = Object.getOwnPropertyDescriptors(snapshot);
  let policy: Snapshot["policy"] | undefined;
  const read: Snapshot = Object.defineProperties({} as Snapshot, {
    ...rest,
    policy: {
      enumerable: true,
      get() {
        policy ??= { ...snapshot.policy, reading, refusal: refusalBy(snapshot.policy, reading) };
        return policy;
      },
    },
  });
  made.set(snapshot, { key, snapshot: read });
  return read;
}
