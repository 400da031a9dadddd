/** What must hold of every answer. Each function throws an error that says what does not. */
import type { Node } from "jsonc-parser";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { CompletionItem, Diagnostic, Position, Range, TextEdit } from "vscode-languageserver-types";
import { decideSequence } from "../../server/src/policy/decide/decideSequence";
import type { Member, PolicyDocument } from "../../server/src/policy/model/document";
import type { Placed, Policy } from "../../server/src/policy/model/policy";
import { toJson } from "../../server/src/policy/text/json";
import { moveSpan, type Span, spanOf } from "../../server/src/policy/text/span";
import type { Snapshot } from "../../server/src/service/snapshot";
import { apply } from "../service/completion/completionFixture";
import { service, world } from "./service";

/** Fails with a sentence unless something holds. */
export function expectThat(holds: boolean, otherwise: () => string): void {
  if (!holds) throw new Error(otherwise());
}

/** Two values that must be the same to the last character. */
export function expectSame(actual: unknown, expected: unknown, what: string): void {
  const [found, wanted] = [shown(actual), shown(expected)];
  if (found === wanted) return;
  let at = 0;
  while (found.charCodeAt(at) === wanted.charCodeAt(at)) at++;
  const around = (text: string) => text.slice(Math.max(0, at - 200), at + 300);
  throw new Error(`${what} differ:\n  …${around(found)}\nbut should be\n  …${around(wanted)}`);
}

/** JSON that tells apart what JSON does not: numbers beyond it, what is undefined, maps. Nodes are shown without their parents, and problems without the member that they are of: each would hold the whole text. */
function shown(value: unknown): string {
  return (
    JSON.stringify(value, (key, each: unknown) => {
      if (key === "parent" || key === "of") return undefined;
      if (each instanceof Map) return { map: [...each] };
      if (isNode(each)) {
        // The two parsers that make nodes name their fields in another order.
        const { type, offset, length, value: said, colonOffset, children } = each;
        return { type, offset, length, value: said, colonOffset, children };
      }
      if (typeof each === "number" && (!Number.isFinite(each) || Object.is(each, -0))) return `number ${each}`;
      return each === undefined ? "undefined" : each;
    }) ?? "undefined"
  );
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "offset" in value && "length" in value;
}

/** A span lies inside a text. */
export function expectSpan({ start, end }: Span, text: string, what: string): void {
  const isInside = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= text.length;
  expectThat(isInside, () => `${what} has the span ${start}–${end} in a text of ${text.length}`);
}

/** A range lies inside a document: the editor would not have to move either end of it. */
export function expectRange({ start, end }: Range, document: TextDocument, what: string): void {
  for (const position of [start, end])
    expectThat(
      isSame(document.positionAt(document.offsetAt(position)), position),
      () => `${what} names a place that is not there: ${JSON.stringify(position)}`,
    );
  expectThat(
    document.offsetAt(start) <= document.offsetAt(end),
    () => `${what} has a range that ends before it starts`,
  );
}

function isSame(a: Position, b: Position): boolean {
  return a.line === b.line && a.character === b.character;
}

/** Diagnostics of a document lie inside it, and so does what they point at. */
export function expectDiagnostics(found: readonly Diagnostic[], document: TextDocument): void {
  for (const { code, message, range, relatedInformation } of found) {
    expectRange(range, document, `The problem ${code}`);
    expectThat(message !== "", () => `The problem ${code} says nothing`);
    for (const { location } of relatedInformation ?? [])
      expectRange(location.range, document, `What ${code} points at`);
  }
}

/**
 * An item can be accepted: its edits are places in the document that do not overlap, they apply, and of what is typed
 * only the word at the cursor goes, a comma that nothing needs any more, and blanks at the end of a line.
 */
export function expectItem(item: CompletionItem, snapshot: Snapshot, offset: number): string {
  const { textDocument } = snapshot;
  const text = textDocument.getText();
  const what = `The item ${JSON.stringify(item.label)} at ${offset}`;
  const main = item.textEdit as TextEdit;
  const others = item.additionalTextEdits ?? [];
  for (const { range } of [main, ...others]) expectRange(range, textDocument, what);

  const spans = [main, ...others].map(({ range }) => ({
    start: textDocument.offsetAt(range.start),
    end: textDocument.offsetAt(range.end),
  }));
  const sorted = spans.toSorted((a, b) => a.start - b.start || a.end - b.end);
  for (const [index, span] of sorted.entries())
    expectThat(index === 0 || (sorted[index - 1] as Span).end <= span.start, () => `${what} has edits that overlap`);
  for (const span of spans.slice(1)) {
    const removed = text.slice(span.start, span.end);
    expectThat(/^(?:[ \t]*|,)$/.test(removed), () => `${what} takes away ${JSON.stringify(removed)}`);
  }

  const { start, end } = spans[0] as Span;
  // Before a value, the white space between it and the cursor goes with it.
  const word = text.slice(start, end).trimStart();
  const isText = word.startsWith('"');
  expectThat(isText || !/[{}[\]\r\n]/.test(word), () => `${what} replaces ${JSON.stringify(word)}`);
  const behind = text.slice(offset, end);
  expectThat(!/[{}[\]\r\n]/.test(behind) || isWholeText(word), () => `${what} replaces ${JSON.stringify(behind)}`);

  const after = apply({ snapshot, offset, items: [item] }, item);
  if (others.length === 0)
    expectThat(after.startsWith(text.slice(0, start)) && after.endsWith(text.slice(end)), () => `${what} loses text`);
  return after;
}

/** Whether a text has both its quotes: then whatever is in it belongs to the word. */
function isWholeText(word: string): boolean {
  return /^"(?:[^"\\]|\\.)*"$/s.test(word);
}

/** Two analyses of one text say the same, however they were made. */
export function expectSameAnalysis(actual: Snapshot, expected: Snapshot, ofWhat: string): void {
  expectSame(actual.foreign, expected.foreign, `${ofWhat}: the other product's names`);
  expectSame(actual.problems, expected.problems, `${ofWhat}: problems`);
  expectSame(partsOf(actual.document), partsOf(expected.document), `${ofWhat}: members`);
  expectSamePolicy(actual.policy, expected.policy, ofWhat);
  // With what the rules say: findings are kept from version to version.
  expectSame(service.diagnostics(actual, world), service.diagnostics(expected, world), `${ofWhat}: diagnostics`);
}

/** Two policies mean the same, and their parts stand in the same places. */
export function expectSamePolicy(actual: Policy, expected: Policy, ofWhat: string): void {
  expectSame(meaningOf(actual), meaningOf(expected), `${ofWhat}: policies`);
  const tools = [...[...expected.tools.keys(), ...expected.hide.keys()].slice(0, 5), "not listed"];
  const calls = tools.map((tool) => ({ tool, arguments: { amount: 5, a: "x" }, grant: "default", at: 0 }));
  const decided = (policy: Policy) => decideSequence(policy, [...calls, ...calls], { trace: true });
  expectSame(decided(actual), decided(expected), `${ofWhat}: decisions`);
  // What still has a meaning, where the gateway would refuse the whole.
  const rest = (policy: Policy): Policy => ({ ...policy, refusal: undefined });
  expectSame(decided(rest(actual)), decided(rest(expected)), `${ofWhat}: decisions of the rest`);
}

/** The syntax of a document with every place counted from its start. */
function partsOf({ text, root, members, toolsSpan, tools }: PolicyDocument): unknown {
  const parts = (list: readonly Placed<Member>[]) =>
    list.map(({ offset, value: { name, key, value } }) => ({
      name,
      key: spanOf(key, offset),
      value: value && { span: spanOf(value, offset), type: value.type, json: toJson(value) },
    }));
  return { text, root, members: parts(members), toolsSpan, tools: parts(tools) };
}

/** The policy with every place counted from the start of the text. */
function meaningOf(policy: Policy): unknown {
  const placed = <T extends { readonly span: Span }>(list: readonly T[], offset: number) =>
    list.map((each) => ({ ...each, span: moveSpan(each.span, offset) }));
  return {
    default: policy.default,
    defaultSpan: policy.defaultSpan,
    hide: [...policy.hide],
    allToolsLimits: placed(policy.allToolsLimits.value, policy.allToolsLimits.offset),
    tools: [...policy.tools].map(([name, { offset, value }]) => {
      const predicates = (list: typeof value.require) =>
        placed(list, offset).map((each) => ({ ...each, conditions: placed(each.conditions, offset) }));
      return {
        name,
        span: moveSpan(value.span, offset),
        require: predicates(value.require),
        denyIf: predicates(value.denyIf),
        limits: placed(value.limits, offset),
      };
    }),
    unknownFields: policy.unknownFields,
  };
}
