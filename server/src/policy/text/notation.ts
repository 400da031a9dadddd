import { listOf } from "../words/plain/listOf";
import { foreignTokens } from "./foreignTokens";
import { mergeConflict } from "./mergeConflict";
import type { Problem } from "./problem";
import type { Span } from "./span";
import type { TextEdit } from "./textEdit";
import { findYaml } from "./yamlText";

/** What a text is written in instead of JSON. */
export interface Notation {
  readonly kind: "yaml" | "fence" | "tokens";
  /** What to underline: where it shows first. */
  readonly span: Span;
  /** What it is, in full sentences. */
  readonly message: string;
  /** The part of the text that is meant: all of it, or what is in a Markdown fence. */
  readonly body: Span;
  /** What makes JSON of it, without a library; none for YAML. */
  readonly edits: readonly TextEdit[];
  /** Whether comments are lost in JSON. */
  readonly hasComments: boolean;
}

/** Longer texts are not looked at: they are not pasted, and the parser has said what is wrong. */
const longest = 1_000_000;

/**
 * What a text that is not JSON is written in (spec §3): YAML, a Markdown fence, or JSON with the quotes, words or comments
 * of another language. Undefined when it is none of these for sure, and where a merge left its markers.
 */
export function recogniseNotation(text: string): Notation | undefined {
  if (text.length > longest || mergeConflict(text) !== undefined) return undefined;
  return findFence(text) ?? findTokens(text) ?? findBlocks(text, { start: 0, end: text.length });
}

/** The problem that a notation is: the only one, since all others follow from it. */
export function notationProblem({ span, message }: Notation): Problem {
  return { code: "other-notation", severity: "error", message, span };
}

/** A Markdown fence, with or without words around it: what an assistant or a page gives. */
function findFence(text: string): Notation | undefined {
  const opening = /^[ \t]*(```+|~~~+)[ \t]*[\w.+-]*[ \t]*$/m.exec(text);
  if (opening === null) return undefined;
  const before = text.slice(0, opening.index);
  // In a text that begins as JSON, a fence is what is left of one.
  if (/^\s*[{[]/.test(before)) return undefined;
  const start = opening.index + opening[0].length;
  const mark = opening[1] ?? "```";
  const closing = new RegExp(`^[ \\t]*${mark}[ \\t]*$`, "m").exec(text.slice(start));
  const end = closing === null ? text.length : start + closing.index;
  const body = { start, end };
  const inside = text.slice(start, end);
  const span = { start: opening.index, end: opening.index + opening[0].trimEnd().length };
  const yaml = /^\s*[{["]/.test(inside) ? undefined : findBlocks(text, body);
  if (yaml !== undefined) return { ...yaml, span, message: `This is YAML in a Markdown code block. ${reads}` };
  if (!/^\s*[{["]/.test(inside)) return undefined;
  const hasMore = `${before}${text.slice(end).replace(/^[ \t]*[`~]+/, "")}`.trim() !== "";
  return {
    kind: "fence",
    span,
    message: `This is JSON in a Markdown code block. ${reads} The fix takes out the marks${hasMore ? " and the text around" : ""}.`,
    body,
    edits: [
      { span: { start: 0, end: start + (/^\r?\n/.exec(text.slice(start))?.[0].length ?? 0) }, newText: "" },
      { span: { start: end, end: text.length }, newText: "" },
    ],
    hasComments: false,
  };
}

const reads = "The gateway reads JSON.";

/** JSON with tokens of other languages. */
function findTokens(text: string): Notation | undefined {
  const { edits, kinds, first } = foreignTokens(text);
  if (first === undefined) return undefined;
  return {
    kind: "tokens",
    span: first,
    message: `This is JSON with ${listOf(kinds, "and")}. The gateway reads strict JSON: "…" around strings and names, true, false and null, no comments.`,
    body: { start: 0, end: text.length },
    edits,
    hasComments: kinds.some((kind) => kind.includes("comments")),
  };
}

/** YAML in blocks, as the open engine reads it. */
function findBlocks(text: string, body: Span): Notation | undefined {
  const found = findYaml(text.slice(body.start, body.end));
  if (found === undefined) return undefined;
  const span = { start: body.start + found.start, end: body.start + found.end };
  const lost = found.hasComments ? " Its comments are lost in JSON, which has none." : "";
  return {
    kind: "yaml",
    span,
    message: `This is YAML. ${reads}${lost}`,
    body,
    edits: [],
    hasComments: found.hasComments,
  };
}

/** Whether the problems are those of a text that is not JSON: nothing else is known about it. */
export function isOtherNotation(problems: readonly Problem[]): boolean {
  return problems[0]?.code === "other-notation";
}
