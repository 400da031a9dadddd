import { firstFrom, type Member, type PolicyDocument } from "../../policy/model/document";
import { toolsWith } from "../../policy/model/toolGroups";
import type { Span } from "../../policy/text/span";
import type { PassedOver } from "./scan";

/**
 * The tools before the last one that starts before the offset, and those behind that one: there can be thousands, and
 * nothing but their names matters, which the document knows.
 */
export function toolsElsewhere(document: PolicyDocument, offset: number): readonly PassedOver[] {
  const { isSplit, tools, toolsSpan } = document;
  if (toolsSpan === undefined) return [];
  const inside = { start: toolsSpan.start + 1, end: toolsSpan.end - 1 };
  const isInside = offset >= inside.start && offset <= inside.end;
  if (!isSplit) return isInside && isByLines(document, toolsSpan) ? soundRuns(document, toolsSpan, offset) : [];
  if (!isInside) return [inside];
  const next = firstFrom(tools, offset);
  return [
    { start: inside.start, end: tools[next - 1]?.offset ?? inside.start },
    { start: tools[next]?.offset ?? inside.end, end: inside.end },
  ];
}

/** Whether the tools could be told apart; those of a text that was parsed as a whole have no places of their own. */
function isByLines({ tools }: PolicyDocument, toolsSpan: Span): boolean {
  return tools[0] !== undefined && tools[0].offset > toolsSpan.start;
}

/** In a broken text, the same between the places where it is broken. */
function soundRuns(document: PolicyDocument, toolsSpan: Span, offset: number): readonly PassedOver[] {
  const { tools, problems } = document;
  const lookedAt = [offset, ...unsoundTools(document).map((tool) => tool.offset + 1)];
  // A name that is there twice is no broken text.
  for (const { code, span } of problems) if (code !== "duplicate-key") lookedAt.push(span.start, span.end);
  const indices = new Set(lookedAt.map((position) => firstFrom(tools, position) - 1));
  const runs: PassedOver[] = [];
  let first = 0;
  for (const index of [...indices, tools.length].sort((a, b) => a - b)) {
    const start = tools[first]?.offset;
    const end = tools[index]?.offset ?? toolsSpan.end - 1;
    // Several on one line, which is broken then, have one place.
    if (index > first && start !== undefined && start < end) runs.push({ start, end, within: toolsSpan.start });
    first = index + 1;
  }
  return runs;
}

/** Those that the lines of a broken text show to be broken, or to have something unusual in them. */
const unsoundTools = toolsWith((member) => !isSound(member));

function isSound(member: Member): boolean {
  if (member.isSound === true) return true;
  return member.length > 0 && member.value !== undefined && member.problems.length === 0;
}
