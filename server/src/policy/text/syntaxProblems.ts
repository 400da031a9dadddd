import { type ParseError, printParseErrorCode } from "jsonc-parser";
import type { Problem } from "./problem";
import type { Span } from "./span";

/**
 * The parser's errors as problems with sentences. Their spans lie inside `bounds` and are not empty where that can be.
 * Of several errors at one place only the first is kept: the others follow from it.
 */
export function syntaxProblems(text: string, errors: readonly ParseError[], bounds: Span): Problem[] {
  const byStart = new Map<number, Problem>();
  for (const error of errors) {
    const found = syntaxProblem(text, error, bounds);
    if (!byStart.has(found.span.start)) byStart.set(found.span.start, found);
  }
  return [...byStart.values()];
}

function syntaxProblem(text: string, error: ParseError, bounds: Span): Problem {
  const name = printParseErrorCode(error.error);
  if (name === "InvalidCommentToken")
    return problem(
      "comment",
      "JSON has no comments: the gateway would refuse this file. Remove it.",
      clamp(spanAt(error), bounds),
    );
  const comma = commaBefore(text, error.offset);
  if (
    comma !== undefined &&
    isCloser(text[error.offset]) &&
    (name === "PropertyNameExpected" || name === "ValueExpected")
  )
    return problem("trailing-comma", "JSON allows no comma before a closing bracket. Remove it.", {
      start: comma,
      end: comma + 1,
    });
  return problem("syntax", sentences[name] ?? "This is not valid JSON.", clamp(spanAt(error), bounds));
}

function problem(code: string, message: string, span: Span): Problem {
  return { code, severity: "error", message, span };
}

function spanAt(error: ParseError): Span {
  return { start: error.offset, end: error.offset + error.length };
}

function isCloser(character: string | undefined): boolean {
  return character === "}" || character === "]";
}

/** Where the comma is that is the last thing before `offset`, if it is one. */
function commaBefore(text: string, offset: number): number | undefined {
  let at = Math.min(offset, text.length) - 1;
  while (at >= 0 && /\s/.test(text.charAt(at))) at--;
  return text[at] === "," ? at : undefined;
}

function clamp(span: Span, bounds: Span): Span {
  const end = Math.min(Math.max(span.end, bounds.start), bounds.end);
  const start = Math.min(Math.max(span.start, bounds.start), end);
  if (start < end) return { start, end };
  return start > bounds.start ? { start: start - 1, end: start } : { start, end };
}

const sentences: Readonly<Record<string, string>> = {
  InvalidSymbol:
    "This is not a JSON value. Put strings in double quotes; the only bare words are true, false and null.",
  InvalidNumberFormat: "This is not a JSON number. Write digits, such as 10 or 0.5.",
  PropertyNameExpected: "A name in double quotes is expected here.",
  ValueExpected: "A value is expected here.",
  ColonExpected: "A colon is expected here, between the name and its value.",
  CommaExpected: "A comma is expected before this.",
  CloseBraceExpected: "A closing brace } is missing.",
  CloseBracketExpected: "A closing bracket ] is missing.",
  EndOfFileExpected: "The policy has ended before this. Only one JSON object is allowed.",
  UnexpectedEndOfComment: "This comment does not end, and JSON has no comments. Remove it.",
  UnexpectedEndOfString: "This string has no closing double quote on its line.",
  UnexpectedEndOfNumber: "This number has no end: a digit is missing.",
  InvalidUnicode: "\\u needs four hexadecimal digits, such as \\u00e9.",
  InvalidEscapeCharacter:
    'This escape does not exist in JSON. Use \\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u0000; a backslash itself is \\\\.',
  InvalidCharacter: "This character must be escaped in a string, for instance \\n or \\t.",
};
