import type { Location } from "vscode-languageserver-types";
import { rangeOf, type Snapshot } from "../snapshot";
import { mentionsOf, nameAt } from "./names";

/**
 * Where the name under the cursor is said to be something: for a tool in `hide` its rules under `tools`, if it has any;
 * for a tool's rules the entry of `hide` that makes them void, else the rules themselves; for a counter its first limit.
 */
export function definition(snapshot: Snapshot, offset: number): Location | null {
  const name = nameAt(snapshot, offset);
  if (name === undefined) return null;
  const mentions = mentionsOf(snapshot, name.is);
  const other = name.place === "tools" ? "hide" : "tools";
  // Of duplicate keys the last one counts (spec §1).
  const found = mentions.findLast(({ place }) => place === other) ?? mentions[0];
  return found === undefined ? null : { uri: snapshot.uri, range: rangeOf(snapshot, found.span) };
}
