import type { Location } from "vscode-languageserver-types";
import { rangeOf, type Snapshot } from "../snapshot";
import { type FileMentions, filesAbout, placesIn } from "./mentions";
import { mentionsOf, nameAt } from "./names";

/** Editors show a list: more places than these are of no help. */
const mostReferences = 10_000;

/**
 * All places of the name under the cursor: of a tool in all `files`, this one among them if it is worked on, of a counter in
 * this one. With `includeDeclaration` off, the keys that hold a tool's rules are left out.
 */
export function references(
  snapshot: Snapshot,
  offset: number,
  files: readonly FileMentions[],
  { includeDeclaration }: { readonly includeDeclaration: boolean },
): Location[] {
  const name = nameAt(snapshot, offset)?.is;
  if (name === undefined) return [];
  if (name.kind === "counter")
    return mentionsOf(snapshot, name).map(({ span }) => ({ uri: snapshot.uri, range: rangeOf(snapshot, span) }));
  return ownFirst(snapshot, filesAbout(files, name.name))
    .flatMap((file) =>
      placesIn(file, name.name)
        .filter(({ place }) => place !== "expected" && (includeDeclaration || place !== "tools"))
        .map(({ range }) => ({ uri: file.uri, range })),
    )
    .slice(0, mostReferences);
}

/** The document that was asked about comes before the others. */
function ownFirst({ uri }: Snapshot, files: readonly FileMentions[]): readonly FileMentions[] {
  return [...files.filter((file) => file.uri === uri), ...files.filter((file) => file.uri !== uri)];
}
