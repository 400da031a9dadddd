import type { Node } from "jsonc-parser";
import { type FoldingRange, FoldingRangeKind } from "vscode-languageserver-types";
import { effectiveState, stateInShort } from "../../catalogue/effectiveState";
import type { Member } from "../../policy/model/document";
import type { Placed } from "../../policy/model/policy";
import { type Span, spanOf } from "../../policy/text/span";
import { counted } from "../../policy/words/plain/plural";
import { hasNames } from "../navigation/names";
import type { Snapshot } from "../snapshot";

/** Editors stop at 5,000 by themselves. */
const mostRanges = 5_000;

/** What can be folded: objects and lists of several lines; a folded tool says what becomes of its calls. */
export function folding(snapshot: Snapshot): FoldingRange[] {
  if (!hasNames(snapshot)) return [];
  const { document, policy } = snapshot;
  const ranges: FoldingRange[] = [];
  const add = (span: Span, collapsedText?: string): void => {
    const startLine = snapshot.textDocument.positionAt(span.start).line;
    // The line of the closing bracket stays, as in other languages.
    const endLine = snapshot.textDocument.positionAt(span.end).line - 1;
    if (endLine > startLine && ranges.length < mostRanges)
      ranges.push({ startLine, endLine, kind: FoldingRangeKind.Region, ...(collapsedText && { collapsedText }) });
  };
  const addInside = (node: Node | undefined, offset: number): void => {
    for (const child of node?.children ?? []) {
      if (child.type === "object" || child.type === "array") add(spanOf(child, offset));
      if (ranges.length < mostRanges) addInside(child, offset);
    }
  };
  const addMember = ({ offset, value: { value } }: Placed<Member>, collapsedText?: string): void => {
    if (value === undefined) return;
    if (value.type === "object" || value.type === "array") add(spanOf(value, offset), collapsedText);
    addInside(value, offset);
  };
  if (document.root?.type === "object") add(document.root.span);
  if (document.toolsSpan !== undefined) add(document.toolsSpan, counted(document.tools.length, "tool"));
  for (const member of document.members) {
    const { name, value } = member.value;
    if (name === "tools" && value?.type === "object") continue;
    addMember(member, name === "hide" ? `${value?.children?.length ?? 0} hidden` : undefined);
  }
  for (const tool of document.tools) {
    if (ranges.length >= mostRanges) break;
    addMember(tool, stateInShort(effectiveState(policy, tool.value.name)));
  }
  return ranges.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}
