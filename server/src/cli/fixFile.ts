import { replaceFile } from "../disk/replaceFile";
import { type FixedText, fixedText } from "../service/actions/fixedText";
import type { Environment } from "../service/environment";
import { type Snapshot, snapshotOf } from "../service/snapshot";
import type { FoundFile } from "./findFiles";
import { nameOf, type ReadText, unreadable } from "./readText";
import { note, printDocument } from "./terminal";

/** Writes the fixed text over the file, or to standard output; what is in the file then. */
export async function fixFile(
  { path, isNamed }: FoundFile,
  { text: before, hasMark, bytes }: ReadText,
  snapshot: Snapshot,
  known: Environment,
): Promise<Snapshot> {
  const isOurs = snapshot.foreign === undefined && !snapshot.isOversized;
  const fixed = isOurs ? await fixedInPlace(path, snapshot, known) : { text: before };
  const after = fixed.text;
  const written = hasMark ? `\uFEFF${after}` : after;
  if (path === "-") printDocument(written);
  else if (after !== before)
    await replaceFile(path, bytes, Buffer.from(written), { followsLinks: isNamed }).catch((error: unknown) => {
      throw unreadable(path, error);
    });
  if (after === before) return snapshot;
  return snapshotOf(after, undefined, fixed.document && { document: fixed.document });
}

/** The fixed text; JSON is not written into a file that is named as YAML, whose readers would take it for the older dialect. */
async function fixedInPlace(path: string, snapshot: Snapshot, known: Environment): Promise<FixedText> {
  const before = snapshot.document.text;
  const fixed = await fixedText(before, known, snapshot.document);
  const { text, problem } = fixed;
  if (problem !== undefined) note(`${nameOf(path)} is not converted. ${problem}`);
  if (text === before || !/\.ya?ml$/i.test(path)) return fixed;
  const target = path.replace(/\.ya?ml$/i, ".json");
  note(
    `${nameOf(path)} stays as it is, since the gateway reads JSON. Run: mcp-policy check --fix - < ${path} > ${target}`,
  );
  return { text: before };
}
