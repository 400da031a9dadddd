import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { inspectLiterals } from "../text/inspectLiterals";
import { moveProblem, type Problem } from "../text/problem";
import { maximumDepth, nestingDepth, skipWhitespace, splitFrom, splitMembers } from "../text/splitMembers";
import { syntaxProblems } from "../text/syntaxProblems";
import type { Member, PolicyDocument } from "./document";
import { duplicateKeysWithin, duplicateMembers } from "./duplicateKeys";
import { type Piece, piecesByLines } from "./linePieces";
import { shiftNodes, strictJson, tooDeepProblem } from "./parseMember";
import { parseTool } from "./parseTool";
import type { Placed } from "./policy";
import type { TakeOver } from "./takenOver";
import { groupsOf } from "./toolGroups";

/**
 * Parses a text whose tools cannot be told apart by their brackets, by its lines: a missing bracket, quote or comma stays
 * in the tool where it is missing, and all others keep their meaning. Undefined when the text is not laid out so that
 * every tool begins a line, or when it is broken outside of `tools` too. `parseFrame` parses the text without its tools.
 */
export function parseByLines(
  text: string,
  rootStart: number,
  known: TakeOver,
  parseFrame: (frame: string) => PolicyDocument | undefined,
): PolicyDocument | undefined {
  const toolsStart = startOfTools(text, rootStart);
  const found = toolsStart === undefined ? undefined : piecesByLines(text, toolsStart);
  if (toolsStart === undefined || found === undefined) return undefined;
  const { pieces, end } = found;
  const frame = parseFrame(text.slice(0, toolsStart + 1) + text.slice(end - 1));
  if (frame?.root === undefined || frame.toolsSpan?.start !== toolsStart) return undefined;

  const cut = end - 1 - (toolsStart + 1);
  const members = frame.members.map((member): Placed<Member> => {
    const { offset, value } = member;
    if (offset > toolsStart) return { offset: offset + cut, value };
    if (offset + value.length !== toolsStart + 2 || value.value === undefined) return member;
    return { offset, value: { ...value, value: { ...value.value, length: value.value.length + cut } } };
  });
  const { tools, problems } = readPieces(text, pieces, known, true);
  return {
    text,
    root: { ...frame.root, span: { start: frame.root.span.start, end: frame.root.span.end + cut } },
    members,
    toolsSpan: { start: toolsStart, end },
    tools,
    toolGroups: groupsOf(tools.length),
    problems: [...problems, ...duplicateMembers(members, "policy"), ...duplicateMembers(tools, "tools")],
    isSplit: false,
    lastSplit: undefined,
  };
}

/** The members in pieces of text, and what is wrong between them; `endsTools` where the last piece is the last of `tools`. */
export function readPieces(
  text: string,
  pieces: readonly Piece[],
  known: TakeOver,
  endsTools: boolean,
): { readonly tools: readonly Placed<Member>[]; readonly problems: readonly Problem[] } {
  const tools: Placed<Member>[] = [];
  const problems: Problem[][] = [];
  for (const [index, piece] of pieces.entries()) {
    const isLast = endsTools && index === pieces.length - 1;
    const source = text.slice(piece.start, piece.end);
    const member = known(source, piece.start);
    const read = member === undefined ? readPiece(source) : { members: [member], problems: [] };
    for (const value of read.members) tools.push({ offset: piece.start, value });
    if (read.problems.length > 0) problems.push(read.problems.map((problem) => moveProblem(problem, piece.start)));
    if (isLast && piece.comma !== undefined) problems.push([trailingComma(piece.comma)]);
    if (!isLast && piece.comma === undefined && isFinished(read)) problems.push([missingComma(piece.end)]);
  }
  return { tools, problems: problems.flat() };
}

/** What is still missing of an unfinished tool is said already. Asked of few: the value of a sound one is made to be looked at. */
function isFinished({ members, problems }: ReadPiece): boolean {
  return problems.length === 0 && members.every(({ value }) => value !== undefined);
}

/** Where the brace of `tools` is, if all that comes before is well formed. */
function startOfTools(text: string, rootStart: number): number | undefined {
  if (text[rootStart] !== "{") return undefined;
  const isKey = (at: number): boolean => braceBehindKey(text, at) !== undefined;
  const found = splitFrom(text, skipWhitespace(text, rootStart + 1), isKey);
  return found?.reachedKnown === true ? braceBehindKey(text, found.end) : undefined;
}

/** Where the brace of `tools` is, if its key is at this place, and written as it is read. */
export function braceBehindKey(text: string, keyStart: number): number | undefined {
  const key = /"tools"[ \t\r\n]*:[ \t\r\n]*\{/y;
  key.lastIndex = keyStart;
  return key.test(text) ? key.lastIndex - 1 : undefined;
}

function trailingComma(at: number): Problem {
  const message = "JSON allows no comma before a closing bracket. Remove it.";
  return { code: "trailing-comma", severity: "error", message, span: { start: at, end: at + 1 } };
}

function missingComma(end: number): Problem {
  const message = "Add a comma after this, before the next tool.";
  return { code: "syntax", severity: "error", message, span: { start: end - 1, end } };
}

interface ReadPiece {
  readonly members: readonly Member[];
  readonly problems: readonly Problem[];
}

/** The members in a piece of text, one if it is sound; problems of a broken one are not kept in its members. */
function readPiece(source: string): ReadPiece {
  // Sound in the sense of the splitter: what is wrong inside is the member's own.
  // The brace on a line of its own: a text without an end must not swallow it.
  const whole = `{${source}\n}`;
  const alone = splitMembers(whole, 0);
  const [only, ...others] = alone?.members ?? [];
  const isSound = only?.end === source.length + 1 && others.length === 0 && alone?.end === whole.length;
  if (only !== undefined && isSound) return { members: [parseTool(source, only)], problems: [] };
  if (nestingDepth(source) > maximumDepth) return { members: [], problems: [tooDeepProblem({ start: 0, end: 1 })] };
  const errors: ParseError[] = [];
  const properties = parseTree(whole, errors, strictJson)?.children ?? [];
  for (const property of properties) shiftNodes(property, -1);
  const shifted = errors.map((error) => ({ ...error, offset: error.offset - 1 }));
  return {
    members: properties.flatMap(brokenMember),
    problems: [
      ...syntaxProblems(source, shifted, { start: 0, end: source.length }),
      ...properties.flatMap((property) => [...inspectLiterals(property, source), ...duplicateKeysWithin(property)]),
    ],
  };
}

function brokenMember({ children }: Node): Member[] {
  const [key, value] = children ?? [];
  // Without a text of its own, so that it is never taken for a sound member with the same text.
  return key === undefined
    ? []
    : [{ name: String(key.value), key, keyLength: key.length, value, problems: [], length: 0 }];
}
