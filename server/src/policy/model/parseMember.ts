import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { inspectLiterals } from "../text/inspectLiterals";
import type { Problem } from "../text/problem";
import type { Span } from "../text/span";
import { maximumDepth } from "../text/splitMembers";
import { syntaxProblems } from "../text/syntaxProblems";
import type { Member } from "./document";
import { duplicateKeysWithin } from "./duplicateKeys";

/** The format has neither comments nor trailing commas (spec §1); the parser recovers from both. */
export const strictJson = { disallowComments: true, allowTrailingComma: false };

/** Parses one member from its own text. */
export function parseMember(source: string, { depth }: { readonly depth: number }): Member {
  if (depth > maximumDepth) return tooDeepMember(source);
  const errors: ParseError[] = [];
  const property = nodesOf(source, errors);
  const key = property?.children?.[0];
  if (property === undefined || key === undefined) return tooDeepMember(source);
  const value = property.children?.[1];
  const bounds = { start: 0, end: source.length };
  const problems = syntaxProblems(
    source,
    errors.map((error) => ({ ...error, offset: error.offset - 1 })),
    bounds,
  );
  const parts = value === undefined ? [key] : [key, value];
  return {
    name: String(key.value),
    key,
    keyLength: key.length,
    value,
    length: source.length,
    problems: [
      ...problems,
      ...parts.flatMap((part) => [...inspectLiterals(part, source), ...duplicateKeysWithin(part)]),
    ],
  };
}

/** The nodes of one member, whose offsets count from its start; undefined when there is none. */
export function nodesOf(source: string, errors: ParseError[] = []): Node | undefined {
  // Braces make it an object, whose first character is taken back from every node.
  const property = parseTree(`{${source}}`, errors, strictJson)?.children?.[0];
  if (property !== undefined) shiftNodes(property, -1);
  return property;
}

/** Moves a node and all that it holds. */
export function shiftNodes(node: Node, by: number): void {
  const movable = node as { offset: number; colonOffset?: number };
  movable.offset += by;
  if (movable.colonOffset !== undefined && movable.colonOffset >= 0) movable.colonOffset += by;
  for (const child of node.children ?? []) shiftNodes(child, by);
}

/** A member whose value is nested too deeply to be parsed: its key is there, its value is not. */
function tooDeepMember(source: string): Member {
  const keyEnd = source.indexOf('"', 1) + 1;
  const key: Node = { type: "string", offset: 0, length: keyEnd, value: source.slice(1, Math.max(1, keyEnd - 1)) };
  return {
    name: key.value,
    key,
    keyLength: keyEnd,
    value: undefined,
    problems: [tooDeepProblem({ start: 0, end: keyEnd })],
    length: source.length,
  };
}

/** The one problem of a text that is nested too deeply to be parsed. */
export function tooDeepProblem(span: Span): Problem {
  return {
    code: "nested-too-deep",
    severity: "error",
    message: `Brackets are nested more than ${maximumDepth} levels deep. Nothing inside is checked; no policy needs that.`,
    span,
  };
}
