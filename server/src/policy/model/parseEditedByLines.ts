import { keptFor } from "../text/keptWith";
import { firstFrom, type Member, type PolicyDocument } from "./document";
import { addsDuplicate, duplicateMembers } from "./duplicateKeys";
import { piecesByLines, piecesFrom } from "./linePieces";
import { braceBehindKey, readPieces } from "./parseByLines";
import type { Placed } from "./policy";
import { type LastSplit, takeGroupsOver, takeOver } from "./takenOver";

/**
 * What `parseByLines` makes of a text in which the last sound version was broken by an edit inside its `tools`, looking only
 * at the tools that the edit touches; undefined where it reaches further.
 */
export function parseEditedByLines(text: string, last: LastSplit): PolicyDocument | undefined {
  const { before, after } = last.changed;
  const { root, tools, toolsSpan, members } = last.document;
  if (root === undefined || toolsSpan === undefined || before.end >= toolsSpan.end) return undefined;
  // The last tool that starts before the edit: what is after it may have become a part of it.
  const first = firstFrom(tools, before.start) - 1;
  const start = tools[first]?.offset;
  const layout = start === undefined ? undefined : layoutOf(last.document).layout;
  if (start === undefined || layout === undefined) return undefined;
  const moved = after.end - before.end;
  // The first tool whose line begins behind the edit.
  const next = firstFrom(tools, before.end + 1 + layout.indentation.length);
  const known = tools[next];
  const found = piecesFrom(text, start, layout.indentation, known && known.offset + moved);
  if (found?.end !== (known?.offset ?? toolsSpan.end) + moved) return undefined;

  const touched = tools.slice(first, next);
  const read = readPieces(text, found.pieces, takeOver(last.document, touched, last.changed), known === undefined);
  const place = ({ offset, value }: Placed<Member>): Placed<Member> => ({ offset: offset + moved, value });
  const behind = tools.slice(next);
  const entries = tools.slice(0, first).concat(read.tools, moved === 0 ? behind : behind.map(place));
  const policyMembers = members.map((member): Placed<Member> => {
    if (member.offset > toolsSpan.start) return place(member);
    const { offset, value } = member;
    if (offset !== layout.keyStart || value.value === undefined) return member;
    const node = { ...value.value, length: value.value.length + moved };
    return { offset, value: { ...value, value: node, length: toolsSpan.start + 2 - offset } };
  });
  const mayHaveDuplicates = last.document.problems.length > 0 || addsDuplicate(touched, read.tools, entries);
  const duplicates = mayHaveDuplicates
    ? [...duplicateMembers(policyMembers, "policy"), ...duplicateMembers(entries, "tools")]
    : [];
  return {
    text,
    root: { ...root, span: { start: root.span.start, end: root.span.end + moved } },
    members: policyMembers,
    toolsSpan: { start: toolsSpan.start, end: toolsSpan.end + moved },
    tools: entries,
    toolGroups: takeGroupsOver(last.document, entries),
    problems: [...read.problems, ...duplicates],
    isSplit: false,
    lastSplit: last.document,
  };
}

interface Layout {
  /** The white space before each tool. */
  readonly indentation: string;
  /** Where the key of `tools` is. */
  readonly keyStart: number;
}

/** How the tools of a sound version are laid out: looked at once for all texts that are a broken form of it. */
const layoutOf = keptFor((document: PolicyDocument) => ({ layout: layoutIn(document) }));

/** Undefined where some tool is not what its lines show. */
function layoutIn({ text, members, tools, toolsSpan }: PolicyDocument): Layout | undefined {
  const found = toolsSpan && piecesByLines(text, toolsSpan.start);
  if (toolsSpan === undefined || found?.end !== toolsSpan.end || found.pieces.length !== tools.length) return undefined;
  for (const [index, { start, end }] of found.pieces.entries()) {
    const tool = tools[index];
    if (tool?.offset !== start || tool.offset + tool.value.length !== end) return undefined;
  }
  const keyStart = members.find(({ offset, value }) => offset + value.length === toolsSpan.end)?.offset;
  if (keyStart === undefined || braceBehindKey(text, keyStart) !== toolsSpan.start) return undefined;
  return { indentation: found.indentation, keyStart };
}
