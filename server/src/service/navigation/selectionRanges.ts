import type { Node } from "jsonc-parser";
import type { Position, SelectionRange } from "vscode-languageserver-types";
import { spanOfMember } from "../../policy/model/memberSpan";
import { type Span, spanOf } from "../../policy/text/span";
import { nodeAt } from "../cursor";
import { rangeOf, type Snapshot } from "../snapshot";
import { hasNames } from "./names";

/** For each position what a growing selection covers: word, text, field, object, tool, `tools`, the whole policy. */
export function selectionRanges(snapshot: Snapshot, positions: readonly Position[]): SelectionRange[] {
  return positions.map((position) => selectionRange(snapshot, position));
}

function selectionRange(snapshot: Snapshot, position: Position): SelectionRange {
  const offset = snapshot.textDocument.offsetAt(position);
  const spans = hasNames(snapshot) ? spansAround(snapshot, offset) : [];
  let range: SelectionRange = { range: rangeOf(snapshot, { start: 0, end: snapshot.document.text.length }) };
  // From the outside in; what does not lie inside the one before, or is the same, adds nothing.
  let outer: Span = { start: 0, end: snapshot.document.text.length };
  for (const span of spans) {
    const isInside = span.start >= outer.start && span.end <= outer.end && span.start <= offset && offset <= span.end;
    if (!isInside || (span.start === outer.start && span.end === outer.end)) continue;
    range = { range: rangeOf(snapshot, span), parent: range };
    outer = span;
  }
  return range;
}

/** What lies around a position, the outermost first. */
function spansAround({ document }: Snapshot, offset: number): Span[] {
  const spans: Span[] = document.root === undefined ? [] : [document.root.span];
  const at = nodeAt(document, offset);
  const owner = document.members.find((member) => contains(spanOfMember(member), offset));
  if (owner !== undefined) spans.push(spanOfMember(owner));
  const { toolsSpan } = document;
  if (toolsSpan !== undefined && contains(toolsSpan, offset)) spans.push(toolsSpan, inside(toolsSpan));
  if (at === undefined) return spans;
  spans.push(spanOfMember(at.member));
  const nodes: Node[] = [];
  for (let node: Node | undefined = at.node; node !== undefined; node = node.parent) nodes.unshift(node);
  for (const node of nodes) {
    const span = spanOf(node, at.member.offset);
    spans.push(span);
    if (node.length > 2 && (node.type === "object" || node.type === "array" || node.type === "string"))
      spans.push(inside(span));
  }
  return spans;
}

function inside({ start, end }: Span): Span {
  return { start: start + 1, end: end - 1 };
}

function contains({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}
