import { getLocation, type JSONPath, type Node } from "jsonc-parser";
import { type CompletionItem, CompletionItemKind, CompletionList, InsertTextFormat } from "vscode-languageserver-types";
import type { JsonValue } from "../../policy/text/json";
import { fieldValue, nodeAtPath, propertiesOf } from "../../policy/text/navigate";
import type { Span } from "../../policy/text/span";
import { oneLine } from "../../policy/words/plain/oneLine";
import { counterKeys, counterKeysOf, possibleDenials } from "../../policyTests/possibleDenials";
import { type TestPlace, testFields } from "../../policyTests/testFields";
import type { Environment } from "../environment";
import { argumentNames, argumentValues } from "./argumentIdeas";
import { callNodes, type OpenTestFile, presentDecision } from "./openTestFile";

/** A suggestion: what it is, and what a person should know of it. */
interface Suggestion {
  readonly value: JsonValue;
  readonly detail: string;
  readonly kind: CompletionItemKind;
  /** Whether it comes before the others. */
  readonly first?: boolean;
  /** For a name: what its value is written in. */
  readonly brackets?: "[]" | "{}" | '""' | "";
}

/** What a test file in an editor has around it. */
export interface TestSurround {
  /** Paths of the workspace's policies, relative to the file. */
  readonly policyPaths: () => readonly string[];
  /** Whether the editor suggests what our JSON schema knows. */
  readonly hasSchema: boolean;
}

/** A list of more items is cut; typing brings the others. */
const mostItems = 1_000;

/**
 * What can stand at a place of a test file: what the policy and the catalogue know of, and for an editor without our JSON
 * schema also the fields.
 */
export function testCompletion(
  open: OpenTestFile,
  offset: number,
  environment: Environment,
  around: TestSurround,
): CompletionList {
  const { path, isAtPropertyKey, previousNode } = getLocation(open.text, offset);
  const span = replacedSpan(open.text, previousNode, offset);
  const suggestions = suggestionsAt(open, path, isAtPropertyKey, environment, around);
  const items = suggestions
    .slice(0, mostItems)
    .map((suggestion, index) => itemOf(open, suggestion, index, span, isAtPropertyKey, environment));
  return CompletionList.create(items, suggestions.length > mostItems);
}

function suggestionsAt(
  open: OpenTestFile,
  path: JSONPath,
  isKey: boolean,
  environment: Environment,
  around: TestSurround,
): readonly Suggestion[] {
  const [tests, test, calls, call, field, ...rest] = path;
  if (path.length === 1 && tests === "policy" && !isKey)
    return around
      .policyPaths()
      .map((value) => ({ value, detail: "a policy of the workspace", kind: CompletionItemKind.File }));
  if (tests === "tests" && calls === "calls" && typeof test === "number" && typeof call === "number") {
    const own = callSuggestions(open, test, call, [field ?? "", ...rest], isKey, environment);
    if (own.length > 0) return own;
  }
  return around.hasSchema ? [] : schemaSuggestions(open, path, isKey);
}

function callSuggestions(
  open: OpenTestFile,
  test: number,
  call: number,
  [field, ...rest]: JSONPath,
  isKey: boolean,
  environment: Environment,
): readonly Suggestion[] {
  const tool = open.file.tests[test]?.calls[call]?.tool ?? "";
  const node = callNodes(open)[test]?.[call];
  if (field === "tool" && !isKey) return toolNames(open, environment);
  if (field === "arguments") return argumentSuggestions(open, tool, node, rest, isKey, environment);
  if (field !== "expect") return [];
  const [expected, ...inner] = rest;
  if (!isKey && inner.length === 0 && (expected === "rule" || expected === "message"))
    return denialSuggestions(open, tool, test, call, expected);
  if (expected === "counters" && inner.length === 1 && isKey && open.policy !== undefined) {
    const { policy } = open.policy;
    const own = counterKeysOf(policy, tool);
    const there = new Set(propertiesOf(fieldValue(fieldValue(node, "expect"), "counters")).map(({ name }) => name));
    const keys = own.size > 0 ? own : counterKeys(policy);
    return [...keys]
      .filter((key) => !there.has(key))
      .map((value) => ({ value, detail: "counter", kind: CompletionItemKind.Property, brackets: "" }));
  }
  return [];
}

/** The rules of the policy for this tool, or their messages: the one that denies the call now comes first. */
function denialSuggestions(
  open: OpenTestFile,
  tool: string,
  test: number,
  call: number,
  field: "rule" | "message",
): readonly Suggestion[] {
  if (open.policy === undefined) return [];
  const present = presentDecision(open, test, call)?.[field];
  const values = new Set(possibleDenials(open.policy.policy, tool).map((denial) => denial[field]));
  if (typeof present === "string" && present !== "") values.delete(present);
  const now: readonly Suggestion[] =
    typeof present === "string" && present !== ""
      ? [
          {
            value: present,
            detail: field === "rule" ? "what denies it now" : "what the agent reads now",
            kind: CompletionItemKind.Value,
            first: true,
          },
        ]
      : [];
  const detail = field === "rule" ? "can deny a call of this tool" : "what the agent can read";
  return [...now, ...[...values].map((value) => ({ value, detail, kind: CompletionItemKind.Value }))];
}

/** The tools of the policy first, then those that only the catalogue knows. */
function toolNames({ policy }: OpenTestFile, { catalogue }: Environment): readonly Suggestion[] {
  const own = new Set([...(policy?.policy.tools.keys() ?? []), ...(policy?.policy.hide.keys() ?? [])]);
  own.delete("*");
  const known = catalogue.tools.filter(({ name }) => !own.has(name));
  return [
    ...[...own].map((value) => ({
      value,
      detail: catalogue.find(value)?.summary ?? "named by the policy",
      kind: CompletionItemKind.Function,
      first: true,
    })),
    ...known.map(({ name, summary }) => ({ value: name, detail: summary, kind: CompletionItemKind.Function })),
  ];
}

function argumentSuggestions(
  open: OpenTestFile,
  tool: string,
  call: Node | undefined,
  path: JSONPath,
  isKey: boolean,
  { catalogue }: Environment,
): readonly Suggestion[] {
  const schema = catalogue.find(tool)?.inputSchema;
  if (!isKey)
    return argumentValues(schema, path, open.policy?.policy, tool).map(({ value, detail }) => ({
      value,
      detail,
      kind: CompletionItemKind.EnumMember,
    }));
  if (schema === undefined) return [];
  const holder = path.slice(0, -1);
  const there = new Set(propertiesOf(nodeAtPath(fieldValue(call, "arguments"), holder)).map(({ name }) => name));
  there.delete(String(path.at(-1)));
  return argumentNames(schema, holder)
    .filter(({ name }) => !there.has(name))
    .map(({ name, description, required, brackets }) => ({
      value: name,
      detail: required ? `required. ${description}` : description,
      kind: CompletionItemKind.Property,
      first: required,
      brackets,
    }));
}

/** What the schema knows: fields that are not there yet, and the values that some of them have. */
function schemaSuggestions({ root, text }: OpenTestFile, path: JSONPath, isKey: boolean): readonly Suggestion[] {
  const holder = path.slice(0, -1);
  const place = placeOf(holder);
  const name = path.at(-1);
  if (place === undefined || typeof name !== "string" || (root === undefined && text.trim() === "")) return [];
  if (!isKey) {
    const values = testFields(place).find((field) => field.name === name)?.values ?? [];
    return values.map((value) => ({ value, detail: "", kind: CompletionItemKind.EnumMember }));
  }
  const there = new Set(propertiesOf(nodeAtPath(root, holder)).map((property) => property.name));
  return testFields(place)
    .filter((field) => field.name === name || !there.has(field.name))
    .map(({ name: value, description, brackets }) => ({
      value,
      detail: description,
      kind: CompletionItemKind.Property,
      brackets,
    }));
}

/** Which object of a test file a path leads to. */
export function placeOf([tests, test, calls, call, expect, ...rest]: JSONPath): TestPlace | undefined {
  if (tests === undefined) return "file";
  if (tests !== "tests" || typeof test !== "number" || rest.length > 0) return undefined;
  if (calls === undefined) return "test";
  if (calls !== "calls" || typeof call !== "number") return undefined;
  return expect === undefined ? "call" : expect === "expect" ? "expect" : undefined;
}

/**
 * The text that is there already, with its quotes. A quote that is not closed yet makes a text of what is after
 * the cursor: that stays.
 */
function replacedSpan(text: string, node: Node | undefined, offset: number): Span {
  const isHere = node !== undefined && node.offset <= offset && offset <= node.offset + node.length;
  if (!isHere) return { start: offset, end: offset };
  const { offset: start, length } = node;
  const written = text.slice(start, start + length);
  const behind = text.slice(offset, start + length);
  const isOpen =
    written.startsWith('"') && offset > start && (!/.[^\\]?"$/s.test(written) || /^\s*[,:\]}]/.test(behind));
  return { start, end: isOpen ? offset : start + length };
}

function itemOf(
  { places, text }: OpenTestFile,
  suggestion: Suggestion,
  index: number,
  span: Span,
  isKey: boolean,
  { snippets }: Environment,
): CompletionItem {
  const { value, detail, kind, first } = suggestion;
  const written = text.slice(span.start, span.end);
  const literal = JSON.stringify(value);
  const label = typeof value === "string" ? oneLine(value, 128) : literal;
  // Between quotes that are there already, so that a place to type in that a snippet has made there is kept.
  const isInside = !isKey && typeof value === "string" && /^".*"$/s.test(written);
  const insert = isInside
    ? { range: places.range({ start: span.start + 1, end: span.end - 1 }), newText: literal.slice(1, -1) }
    : { range: places.range(span), newText: literal };
  const member = isKey ? memberText(suggestion, text.slice(span.end), snippets) : undefined;
  return {
    label,
    kind,
    ...(detail !== "" && { detail: oneLine(detail, 200) }),
    sortText: `${first === true ? "0" : "1"}${String(index).padStart(5, "0")}`,
    filterText: isInside || !written.startsWith('"') ? label : literal,
    ...(member !== undefined && snippets && { insertTextFormat: InsertTextFormat.Snippet }),
    textEdit: member === undefined ? insert : { ...insert, newText: member },
  };
}

/**
 * A name with its colon, a place for its value, and a comma before the next one; undefined where its colon is after it
 * already.
 */
function memberText({ value, brackets = "" }: Suggestion, behind: string, snippets: boolean): string | undefined {
  if (/^\s*:/.test(behind)) return undefined;
  const name = JSON.stringify(value);
  const comma = /^\s*["\w]/.test(behind) ? "," : "";
  if (!snippets) return `${name}: ${brackets}${comma}`;
  const hole = brackets === "" ? "$1" : `${brackets[0]}$1${brackets[1]}`;
  return `${name.replace(/[\\$}]/g, "\\$&")}: ${hole}${comma}`;
}
