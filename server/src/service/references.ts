import type { Location } from "vscode-languageserver-types";
import { mentionsOf, nameAt } from "./names";
import { rangeOf, type Snapshot } from "./snapshot";

/** Editors show a list: more places than these are of no help. */
const mostReferences = 10_000;

/**
 * All places of the name under the cursor: of a tool in all `policies`, of a counter in this one. With
 * `includeDeclaration` off, the keys that hold a tool's rules are left out.
 */
export function references(
  snapshot: Snapshot,
  offset: number,
  policies: readonly Snapshot[],
  { includeDeclaration }: { readonly includeDeclaration: boolean },
): Location[] {
  const name = nameAt(snapshot, offset);
  if (name === undefined) return [];
  const searched = name.is.kind === "tool" ? withThis(snapshot, policies) : [snapshot];
  return searched
    .flatMap((each) =>
      mentionsOf(each, name.is)
        .filter(({ place }) => includeDeclaration || place !== "tools")
        .map(({ span }) => ({ uri: each.uri, range: rangeOf(each, span) })),
    )
    .slice(0, mostReferences);
}

/** The policy itself first, then the others. */
export function withThis(snapshot: Snapshot, policies: readonly Snapshot[]): readonly Snapshot[] {
  return [snapshot, ...policies.filter(({ uri }) => uri !== snapshot.uri)];
}
