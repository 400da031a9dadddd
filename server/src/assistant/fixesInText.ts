import type { fixesOf } from "../service/actions/codeActions";
import { rangeOf, type Snapshot } from "../service/snapshot";
import { rangeInText } from "./openText";

/** The most ways to fix one thing that an answer has. */
const mostFixes = 3;

/** Ways to fix one thing, the best first: what each does, and the edits of the text that do it. */
export function fixesInText(snapshot: Snapshot, fixes: ReturnType<typeof fixesOf>): readonly object[] {
  return fixes.slice(0, mostFixes).map(({ title, edits }) => ({
    title,
    edits: edits.map(({ span, newText }) => ({ range: rangeInText(rangeOf(snapshot, span)), newText })),
  }));
}
