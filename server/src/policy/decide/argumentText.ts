import { type Node, parseTree } from "jsonc-parser";
import { duplicateKeysWithin } from "../model/duplicateKeys";
import { inspectLiterals } from "../text/inspectLiterals";
import { goText } from "../text/printedForm";
import type { Span } from "../text/span";
import { maximumDepth, nestingDepth } from "../text/splitMembers";
import { cut } from "../words/plain/cut";
import { longestQuote } from "../words/plain/quote";
import { undecodableInWords } from "./undecodable";

/** What a person has to know of the text of a call's arguments, although it is JSON. */
export interface ArgumentNote {
  readonly code: "duplicate-key" | "number-too-large" | "number-rounded" | "lone-surrogate";
  /** A sentence. */
  readonly message: string;
  readonly span: Span;
}

/** What a text of arguments says, with what has to be known of it; or why it is not JSON. */
export type ReadArguments =
  | { readonly value: unknown; readonly notes: readonly ArgumentNote[] }
  | { readonly error: string };

/**
 * Reads arguments, or a message that has some: the one place that knows what gets lost on the way to a value (spec §2,
 * "Arguments that are no ordinary JSON"). Never throws.
 */
export function readArgumentText(text: string): ReadArguments {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { error: error instanceof Error ? error.message : "not JSON" };
  }
  return { value, notes: isSurelyWhole(value, text) || readsBack(value, text) ? [] : notesOn(text) };
}

/**
 * Whether nothing was lost, as far as that is seen at once: no escape that could be half a character, no number beyond what a
 * double keeps, and as many colons after keys as there are keys, so that no key is written twice. True of most logs, and
 * several times faster than writing the value again.
 */
function isSurelyWhole(value: unknown, text: string): boolean {
  if (text.includes("\\") || goText(text) !== text) return false;
  const keys = keysWithin(value, 0);
  if (keys === undefined) return false;
  let colons = 0;
  for (let at = text.indexOf('":'); at >= 0 && colons <= keys; at = text.indexOf('":', at + 2)) colons++;
  // With a blank before a colon the key is not counted.
  return colons === keys && !/"\s+:/.test(text);
}

/** How many keys a value has at all depths; undefined for one that is deep, or has a number that may have been rounded. */
function keysWithin(value: unknown, depth: number): number | undefined {
  if (typeof value === "number") return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? 0 : undefined;
  if (typeof value !== "object" || value === null) return 0;
  if (depth === 20) return undefined;
  let keys = 0;
  const isList = Array.isArray(value);
  for (const key in value) {
    const inner = (value as Record<string, unknown>)[key];
    const within = typeof inner === "string" ? 0 : keysWithin(inner, depth + 1);
    if (within === undefined) return undefined;
    keys += within + (isList ? 0 : 1);
  }
  return keys;
}

/** The escape of half a character, which is written again as it was. */
const halfCharacter = /\\ud[89a-f]/i;

/** Whether the value is written as the text is: then nothing was lost but halves of characters. */
function readsBack(value: unknown, text: string): boolean {
  if (halfCharacter.test(text)) return false;
  try {
    return JSON.stringify(value) === text;
  } catch {
    // Nested too deeply for it.
    return false;
  }
}

function notesOn(text: string): readonly ArgumentNote[] {
  if (nestingDepth(text) > maximumDepth) return [];
  const root = parseTree(text);
  return root === undefined ? [] : argumentNotes(root, text);
}

/** What has to be known of arguments that were parsed from a text, in its order. */
export function argumentNotes(root: Node, text: string): readonly ArgumentNote[] {
  const duplicates = duplicateKeysWithin(root).flatMap(({ span, related }): ArgumentNote[] => {
    const first = related?.[0]?.span.start ?? 0;
    // Both places are told; the later one counts.
    if (first > span.start) return [];
    const name = text.slice(span.start, span.end);
    const shown = name.length > longestQuote ? `${cut(name, longestQuote)}"` : name;
    return [{ code: "duplicate-key", message: `${shown} is written twice: the last one counts.`, span }];
  });
  return [...duplicates, ...literalNotes(root, text)].sort((a, b) => a.span.start - b.span.start);
}

/** Numbers and texts that do not arrive as they are written. */
export function literalNotes(root: Node, text: string): readonly ArgumentNote[] {
  return inspectLiterals(root, text).map(({ code, message, span }): ArgumentNote => {
    switch (code) {
      case "number-out-of-range":
        return {
          code: "number-too-large",
          message: `This number is too large for a double. ${undecodableInWords}`,
          span,
        };
      case "number-rounded": {
        const read = BigInt(Number(text.slice(span.start, span.end)));
        return {
          code,
          message: `This number is compared as ${read}, the nearest double. The gateway forwards the digits as they are.`,
          span,
        };
      }
      default:
        return { code: "lone-surrogate", message, span };
    }
  });
}
