import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { TextDocument } from "vscode-languageserver-textdocument";
import { schemaProblems } from "../../catalogue/schemaProblems";
import { unlistedArguments } from "../../catalogue/unlistedArguments";
import { literalNotes } from "../../policy/decide/argumentText";
import { undecodable, undecodableInWords } from "../../policy/decide/undecodable";
import { duplicateKeysWithin } from "../../policy/model/duplicateKeys";
import { isJsonObject, type JsonValue, toJson } from "../../policy/text/json";
import { findProperty, nodeAtPath } from "../../policy/text/navigate";
import { type Span, spanOf } from "../../policy/text/span";
import { maximumDepth, nestingDepth } from "../../policy/text/splitMembers";
import { syntaxProblems } from "../../policy/text/syntaxProblems";
import { kindInWords } from "../../policy/words/plain/types";
import type { CheckArgumentsResult } from "../../protocol/callArguments";
import type { Environment } from "../environment";

/** A longer text is a document, not the arguments of a call that someone types. */
const longestChecked = 200_000;

/** Later errors mostly follow from the first. */
const mostSyntaxErrors = 1;

interface Finding {
  readonly message: string;
  readonly span: Span | undefined;
}

/**
 * Checks what a person has typed as the arguments of a call: first that it is JSON, then against the tool's input schema.
 * Never throws, whatever the text and the schema.
 */
export function checkArguments(text: string, tool: string, env: Environment): CheckArgumentsResult {
  if (text.trim() === "") return report(text, {}, true, check({}, undefined, tool, env));
  const start = text.search(/\S/);
  if (nestingDepth(text) > maximumDepth)
    return report(text, null, false, [
      { message: `Brackets are nested more than ${maximumDepth} levels deep.`, span: { start, end: start + 1 } },
    ]);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (root === undefined || errors.length > 0) return report(text, null, false, syntaxFindings(text, errors));
  const value = toJson(root);
  const literals = [...literalNotes(root, text), ...duplicateKeysWithin(root)];
  return report(text, value, true, [...literals, ...check(value, root, tool, env)]);
}

/** Sentences where those about a policy's text would be wrong. */
const ownSentences: Readonly<Record<string, string>> = {
  InvalidCommentToken: "JSON has no comments. Remove it.",
  UnexpectedEndOfComment: "JSON has no comments. Remove it.",
  EndOfFileExpected: "The arguments have ended before this. Only one JSON object is allowed.",
};

function syntaxFindings(text: string, errors: readonly ParseError[]): Finding[] {
  const own = errors.flatMap(({ error, offset, length }) => {
    const message = ownSentences[printParseErrorCode(error)];
    return message === undefined ? [] : [{ message, span: { start: offset, end: offset + length } }];
  });
  const others = errors.filter(({ error }) => ownSentences[printParseErrorCode(error)] === undefined);
  return [...own, ...syntaxProblems(text, others, { start: 0, end: text.length })].slice(0, mostSyntaxErrors);
}

function check(value: JsonValue, root: Node | undefined, tool: string, env: Environment): readonly Finding[] {
  if (!isJsonObject(value))
    return [{ message: notAnObject(value), span: root === undefined ? undefined : spanOf(root) }];
  const known = env.catalogue.find(tool);
  if (known === undefined || (root?.length ?? 0) > longestChecked) return [];
  const misfits = schemaProblems(value, known.inputSchema);
  // A field that must not be there is said to be so once.
  const said = new Set(misfits.map(({ path }) => JSON.stringify(path)));
  const unlisted = unlistedArguments(value, known.inputSchema).filter(({ path }) => !said.has(JSON.stringify(path)));
  return [
    ...misfits.map(({ path, message }) => ({ message, span: valueSpan(root, path) })),
    ...unlisted.map(({ path, message }) => ({ message, span: keySpan(root, path) })),
  ];
}

function notAnObject(value: JsonValue): string {
  const consequence = value === null ? "null is decided as { }." : undecodableInWords;
  return `The arguments of a call are an object, { … }, not ${kindInWords(value)}. ${consequence}`;
}

type Path = readonly (string | number)[];

/** Where a value is. What the whole object lacks is nowhere. */
function valueSpan(root: Node | undefined, path: Path): Span | undefined {
  const node = path.length === 0 ? undefined : nodeAtPath(root, path);
  return node === undefined ? undefined : spanOf(node);
}

/** Where the name of a value is. */
function keySpan(root: Node | undefined, path: Path): Span | undefined {
  const property = findProperty(nodeAtPath(root, path.slice(0, -1)), String(path.at(-1)));
  return property === undefined ? undefined : spanOf(property.key);
}

/** The findings in the order of the text; those about no place in it come first. */
function report(text: string, value: JsonValue, isJson: boolean, findings: readonly Finding[]): CheckArgumentsResult {
  const document = TextDocument.create("", "json", 0, text);
  const sorted = findings.toSorted((a, b) => (a.span?.start ?? -1) - (b.span?.start ?? -1));
  return {
    isJson,
    arguments: value,
    ...(undecodable(value)?.kind === "number-too-large" && { needsText: true as const }),
    problems: sorted.map(({ message, span }) => ({
      message,
      range: span === undefined ? null : { start: document.positionAt(span.start), end: document.positionAt(span.end) },
    })),
  };
}
