import { getLocation, type JSONPath, type Node } from "jsonc-parser";
import { type CompletionItem, CompletionItemKind, CompletionList } from "vscode-languageserver-types";
import { argumentsOf, descriptionOf, enumOf, findArgument } from "../../catalogue/inputSchema";
import type { Span } from "../../policy/span";
import type { Environment } from "../environment";
import { type OpenTestFile, presentVerdict } from "./openTestFile";
import { counterKeys } from "./testDiagnostics";

/** A suggestion: what it is, and what a person should know of it. */
interface Suggestion {
  readonly value: string;
  readonly detail: string;
  readonly kind: CompletionItemKind;
  readonly first?: boolean;
}

/** A list of more items is cut; typing brings the others. */
const mostItems = 1_000;

/** What can stand at a place of a test file that only the policy and the catalogue know; fields are the schema's. */
export function testCompletion(open: OpenTestFile, offset: number, environment: Environment): CompletionList {
  const location = getLocation(open.text, offset);
  const { path, isAtPropertyKey, previousNode } = location;
  const suggestions = suggestionsAt(open, path, isAtPropertyKey, environment);
  const span = replacedSpan(previousNode, offset);
  const items = suggestions.slice(0, mostItems).map((suggestion) => itemOf(open, suggestion, span));
  return CompletionList.create(items, suggestions.length > mostItems);
}

function suggestionsAt(
  open: OpenTestFile,
  [tests, test, calls, call, field, ...rest]: JSONPath,
  isKey: boolean,
  environment: Environment,
): readonly Suggestion[] {
  if (tests !== "tests" || calls !== "calls" || typeof test !== "number" || typeof call !== "number") return [];
  const tool = open.file.tests[test]?.calls[call]?.tool ?? "";
  if (field === "tool" && !isKey) return toolNames(open, environment);
  if (field === "arguments") return argumentSuggestions(tool, rest, isKey, environment);
  if (field === "expect" && rest[0] === "rule" && !isKey) {
    const verdict = presentVerdict(open, test, call);
    const present = verdict === undefined || verdict.rule === "" ? [] : [verdict.rule];
    return [...new Set([...present, "(hidden)", "(default deny)"])].map((value) => ({
      value,
      detail: value === present[0] ? "what denies it now" : "as the gateway logs it",
      kind: CompletionItemKind.Value,
      first: value === present[0],
    }));
  }
  if (field === "expect" && rest[0] === "message" && !isKey) {
    const message = presentVerdict(open, test, call)?.message;
    return typeof message === "string"
      ? [{ value: message, detail: "what the agent reads now", kind: CompletionItemKind.Value }]
      : [];
  }
  if (field === "expect" && rest[0] === "counters" && isKey && open.policy !== undefined) {
    const keys = counterKeys(open.policy.policy);
    return [...keys].map((value) => ({ value, detail: "counter", kind: CompletionItemKind.Property }));
  }
  return [];
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
  tool: string,
  path: JSONPath,
  isKey: boolean,
  { catalogue }: Environment,
): readonly Suggestion[] {
  const schema = catalogue.find(tool)?.inputSchema;
  if (schema === undefined || path.some((step) => typeof step === "number")) return [];
  const names = path.map(String);
  if (isKey) {
    if (names.length !== 1) return [];
    return argumentsOf(schema).map(({ name, schema: described }) => ({
      value: name,
      detail: descriptionOf(described),
      kind: CompletionItemKind.Property,
    }));
  }
  const found = findArgument(schema, names);
  return (found === undefined ? [] : (enumOf(found.schema) ?? [])).flatMap((value) =>
    typeof value === "string" ? [{ value, detail: "", kind: CompletionItemKind.EnumMember }] : [],
  );
}

/** The text that is there already, with its quotes; what is behind the cursor on an open string stays. */
function replacedSpan(node: Node | undefined, offset: number): Span {
  const isHere = node !== undefined && node.offset <= offset && offset <= node.offset + node.length;
  return isHere ? { start: node.offset, end: node.offset + node.length } : { start: offset, end: offset };
}

function itemOf(
  { places, text }: OpenTestFile,
  { value, detail, kind, first }: Suggestion,
  span: Span,
): CompletionItem {
  const newText = JSON.stringify(value);
  const written = text.slice(span.start, span.end);
  return {
    label: value,
    kind,
    ...(detail !== "" && { detail }),
    sortText: `${first === true ? "0" : "1"}${value}`,
    filterText: written.startsWith('"') ? newText : value,
    textEdit: { range: places.range(span), newText },
  };
}
