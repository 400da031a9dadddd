import { replaceFile } from "../disk/replaceFile";
import type { Environment } from "../service/environment";
import { fixAll } from "../service/fixAll";
import { type Snapshot, snapshotOf } from "../service/snapshot";
import type { FoundFile } from "./findFiles";
import { type ReadText, unreadable } from "./readText";
import { printDocument } from "./terminal";

/** Writes the fixed text over the file, or to standard output; what is in the file then. */
export async function fixFile(
  { path, isNamed }: FoundFile,
  { text: before, hasMark, bytes }: ReadText,
  snapshot: Snapshot,
  known: Environment,
): Promise<Snapshot> {
  const isOurs = snapshot.foreign === undefined && !snapshot.isOversized;
  const after = isOurs ? fixAll(before, known) : before;
  const written = hasMark ? `\uFEFF${after}` : after;
  if (path === "-") printDocument(written);
  else if (after !== before)
    await replaceFile(path, bytes, Buffer.from(written), { followsLinks: isNamed }).catch((error: unknown) => {
      throw unreadable(path, error);
    });
  return after === before ? snapshot : snapshotOf(after);
}
