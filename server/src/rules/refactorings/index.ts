import { findMember } from "../../policy/model/document";
import { spanOfMember } from "../../policy/model/memberSpan";
import { denyByDefault } from "./denyByDefault";
import { moveLimit } from "./moveLimit";
import { splitOrJoin } from "./predicates";
import type { Refactoring, RefactoringPlace } from "./refactoring";
import { sortTools } from "./sortTools";

/** What can be rewritten at a place, or in the file. */
export function refactoringsAt(place: RefactoringPlace): readonly Refactoring[] {
  return [...sortTools(place), ...splitOrJoin(place), ...moveLimit(place), ...equalDenyPolicy(place)];
}

/** At `default`: the policy as one that denies by default. */
function equalDenyPolicy(place: RefactoringPlace): readonly Refactoring[] {
  const { document, span, catalogue } = place;
  const member = findMember(document, "default");
  if (member === undefined || !document.isSplit || catalogue.tools.length === 0) return [];
  const { start, end } = spanOfMember(member);
  if (span.start < start || span.end > end) return [];
  const edits = denyByDefault(place);
  if (edits.length === 0) return [];
  return [
    {
      title: 'Write it with "default": "deny": the same for every tool of the catalogue, unknown tools are denied',
      kind: "rewrite",
      keeps: "namedTools",
      edits,
    },
  ];
}
