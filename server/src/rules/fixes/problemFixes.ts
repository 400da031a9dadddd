import { layoutOf } from "../../policy/edit/layout";
import { removeElement, removeMember } from "../../policy/edit/memberEdits";
import { hasOldFields } from "../../policy/model/oldFields";
import type { ProblemCode } from "../../policy/problems/problemCodes";
import { recogniseNotation } from "../../policy/text/notation";
import type { Problem } from "../../policy/text/problem";
import type { Span } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import { isKey, placeInText } from "../engine/placeInText";
import type { Fix, FixPlace } from "../engine/rule";
import { commentRemoval } from "./commentRemoval";
import { missingFieldFixes } from "./missingFieldFixes";
import { noteFixes } from "./noteFixes";
import { operatorFixes } from "./operatorFixes";
import { wrongTypeFixes } from "./wrongTypeFixes";

/** What mends a problem of the text, best first. */
type MakeFixes = (problem: Problem, place: FixPlace) => readonly Fix[];

const fixesByCode: Partial<Record<ProblemCode, MakeFixes>> = {
  comment: ({ span }, { document }) => [removal("Remove the comment", commentRemoval(document, span))],
  "trailing-comma": ({ span }) => [removal("Remove the comma", span)],
  "byte-order-mark": ({ span }) => [removal("Remove the byte order mark", span)],
  "duplicate-key": removeEarlierKey,
  "other-notation": writeAsJson,
  "empty-file": startPolicy,
  "bare-fragment": wrapFragment,
  "missing-field": missingFieldFixes,
  "misspelt-field": (problem, place) => renameKey(problem, place, true),
  "unknown-field": (problem, place) => [...renameKey(problem, place, false), ...noteFixes(problem, place)],
  "wrong-type": (problem, place) => [...replaceValue(problem, place), ...wrongTypeFixes(problem, place)],
  "wrong-operand": wrongTypeFixes,
  "unsupported-version": replaceValue,
  "unknown-default": replaceValue,
  "unknown-window": replaceValue,
  "unknown-scope": replaceValue,
  "unknown-operator": (problem, place) => [...replaceValue(problem, place), ...operatorFixes(problem, place)],
  "path-outside-args": replaceValue,
  "class-name-version": replaceClassName,
};

/** What mends a problem that validation has found, best first; nothing where a person has to think. */
export function problemFixes(problem: Problem, place: FixPlace): readonly Fix[] {
  return fixesByCode[problem.code as ProblemCode]?.(problem, place) ?? [];
}

/** Takes out what a lenient reader skips anyway. */
function removal(title: string, span: Span): Fix {
  return { title, edits: [{ span, newText: "" }], keepsMeaning: true, automatic: true };
}

function removeEarlierKey({ span, related }: Problem, { document }: FixPlace): readonly Fix[] {
  const other = related?.[0]?.span;
  if (other === undefined) return [];
  const earlier = placeInText(document, other.start < span.start ? other : span);
  if (earlier === undefined || !isKey(earlier.node)) return [];
  const { member, list, node } = earlier;
  const edits =
    node === member.value.key
      ? removeMember(document, list, member)
      : node.parent === undefined
        ? []
        : removeElement(node.parent, member.offset);
  if (edits.length === 0) return [];
  const title = `Remove the earlier ${quote(String(node.value))}, which does not count`;
  return [{ title, edits, keepsMeaning: true, automatic: false }];
}

/** Takes out, or writes in JSON, what other languages have. YAML needs a library: see the room `notation`. */
function writeAsJson(_: Problem, { document }: FixPlace): readonly Fix[] {
  const edits = recogniseNotation(document.text)?.edits ?? [];
  return edits.length === 0 ? [] : [{ title: "Write it in JSON", edits, keepsMeaning: false, automatic: true }];
}

function startPolicy({ span }: Problem, { document }: FixPlace): readonly Fix[] {
  const { eol } = layoutOf(document.text);
  const newText = ["{", '  "version": "1",', '  "default": "deny",', '  "tools": {}', "}", ""].join(eol);
  const whole = { start: span.end, end: document.text.length };
  return [
    {
      title: "Start a policy that denies every tool",
      edits: [{ span: whole, newText }],
      keepsMeaning: false,
      automatic: false,
    },
  ];
}

function wrapFragment(_: Problem, { document }: FixPlace): readonly Fix[] {
  const { text, root, problems } = document;
  if (root === undefined) return [];
  // Where a bracket or a comma is missing, what is whose is a guess, and another one after the lines are indented.
  const isBroken = problems.some(({ code }) => code === "syntax");
  const { eol, insertSpaces, tabSize } = layoutOf(text);
  const unit = insertSpaces ? " ".repeat(tabSize) : "\t";
  const tools = text.slice(root.span.start, root.span.end).replace(/(\r\n|\n|\r)(?=[^\r\n])/g, `$1${unit}`);
  const wrap = (decision: "deny" | "allow"): Fix => ({
    title: `Put the policy around it, with "default": "${decision}"`,
    edits: [
      {
        span: root.span,
        newText: [
          "{",
          `${unit}"version": "1",`,
          `${unit}"default": "${decision}",`,
          `${unit}"tools": ${tools}`,
          "}",
        ].join(eol),
      },
    ],
    keepsMeaning: false,
    automatic: decision === "deny" && !isBroken,
  });
  // Rules of an older dialect can come from a policy without "default", which meant "allow".
  const isOlder = document.members.some(({ value }) => hasOldFields(value.value));
  return isOlder ? [wrap("deny"), wrap("allow")] : [wrap("deny")];
}

function renameKey({ suggestion, span }: Problem, _: FixPlace, automatic: boolean): readonly Fix[] {
  if (suggestion === undefined) return [];
  const edits = [{ span, newText: JSON.stringify(suggestion) }];
  return [{ title: `Rename it to ${quote(suggestion)}`, edits, keepsMeaning: false, automatic }];
}

function replaceValue({ suggestion, span }: Problem, { document }: FixPlace): readonly Fix[] {
  if (suggestion === undefined) return [];
  const found = placeInText(document, span);
  // Of a value that is a long container the key is underlined.
  if (found === undefined || isKey(found.node) || found.node === found.member.value.key) return [];
  const edits = [{ span, newText: JSON.stringify(suggestion) }];
  return [{ title: `Replace it by ${quote(suggestion)}`, edits, keepsMeaning: false, automatic: false }];
}

/** The class name is in a string, and its message says that all versions accept the other spelling. */
function replaceClassName({ suggestion, span }: Problem): readonly Fix[] {
  if (suggestion === undefined) return [];
  const edits = [{ span, newText: JSON.stringify(suggestion).slice(1, -1) }];
  return [{ title: `Write ${suggestion}`, edits, keepsMeaning: false, automatic: false }];
}
