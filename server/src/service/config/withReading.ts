import { type Assumptions, defaultAssumptions } from "../../policy/model/assumptions";
import { readPolicy } from "../../policy/model/readPolicy";
import { KeptWith } from "../../policy/text/keptWith";
import type { Snapshot } from "../snapshot";

/** The snapshots that were made of another, so that what is kept with one is kept for the next request too. */
const made = new KeptWith<Snapshot, { readonly key: string; readonly snapshot: Snapshot }>();

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
  const read: Snapshot = { ...snapshot, policy: readPolicy(snapshot.document, snapshot.problems, reading) };
  made.set(snapshot, { key, snapshot: read });
  return read;
}
