import { layoutOf } from "../../policy/edit/layout";
import { hasOldFields } from "../../policy/model/oldFields";
import type { PolicyProblem } from "../../policy/problems/policyProblem";
import type { ProblemCode } from "../../policy/problems/problemCodes";
import { recogniseNotation } from "../../policy/text/notation";
import type { Problem } from "../../policy/text/problem";
import type { Span } from "../../policy/text/span";
import type { Fix, FixPlace } from "../engine/rule";
import { commentRemoval } from "./commentRemoval";
import { remedyFixes } from "./remedyFixes";

/** What fixes a problem of the whole text, by its code: the span says enough. */
const fixesByCode: Partial<Record<ProblemCode, (problem: Problem, place: FixPlace) => readonly Fix[]>> = {
  comment: ({ span }, { document }) => [removal("Remove the comment", commentRemoval(document, span))],
  "trailing-comma": ({ span }) => [removal("Remove the comma", span)],
  "byte-order-mark": ({ span }) => [removal("Remove the byte order mark", span)],
  "other-notation": writeAsJson,
  "empty-file": startPolicy,
  "bare-fragment": wrapFragment,
};

/** What fixes a problem that validation has found, best first; nothing where a person has to decide. */
export function problemFixes(problem: PolicyProblem, place: FixPlace): readonly Fix[] {
  const ofText = fixesByCode[problem.code as ProblemCode]?.(problem, place) ?? [];
  return [...ofText, ...(problem.remedies ?? []).flatMap((remedy) => remedyFixes(remedy, problem, place))];
}

/** Takes out what a lenient reader skips anyway. */
function removal(title: string, span: Span): Fix {
  return { title, edits: [{ span, newText: "" }], keepsMeaning: true, automatic: true };
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
