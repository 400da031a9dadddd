import type { Node } from "jsonc-parser";
import type { Decision } from "../policy/decide/decision";
import { indentBefore, layoutOf } from "../policy/edit/layout";
import { removeElements } from "../policy/edit/memberEdits";
import { firstIndex } from "../policy/text/firstIndex";
import { fieldValue, propertiesOf } from "../policy/text/navigate";
import { spanOf } from "../policy/text/span";
import { applyEdits, type TextEdit } from "../policy/text/textEdit";
import { type Failure, type RepeatedDecision, valuesOf } from "./runPolicyTests";

/**
 * Edits of a test file that make a test expect the present decision on a call. Only what the test says of the call is changed.
 * Repetitions that were decided differently become calls of their own, at the same instants as before. None when they
 * were decided differently too often for that. `root` is the text, parsed: a file can have thousands of failures.
 */
export function acceptDecision(text: string, root: Node | undefined, { call, runs }: Failure): readonly TextEdit[] {
  const node = root && objectAt(root, call.span.start);
  // What is not known cannot be expected.
  if (node === undefined || runs.some(({ decision }) => isOpen(decision))) return [];
  const pieces = runs.flatMap((run) => piecesOf(run, (call.expect?.counters.size ?? 0) > 0));
  const [only] = pieces;
  if (only === undefined) return [];
  return pieces.length === 1 ? changeExpectation(node, only) : [splitCall(text, node, pieces)];
}

/** Whether the decision is not known, or which check it is by. */
function isOpen({ outcome, earlierDoubt }: Decision): boolean {
  return outcome === "unknown" || earlierDoubt !== null;
}

/** The object that starts here. Goes by halves, so thousands of failures in one list cost no more than their number. */
function objectAt(root: Node, start: number): Node | undefined {
  for (let node: Node | undefined = root; node !== undefined; node = childAround(node, start))
    if (node.type === "object" && node.offset === start) return node;
  return undefined;
}

/** The child in which an offset lies; children follow each other in the text. */
function childAround({ children = [] }: Node, offset: number): Node | undefined {
  const child = children[firstIndex(children, (each) => offset < each.offset + each.length)];
  return child !== undefined && offset >= child.offset ? child : undefined;
}

/** Repetitions that one expectation can stand for. */
interface Piece {
  readonly times: number;
  readonly decision: Decision;
  /** Whether the counters have one value after all of them. */
  readonly hasCounters: boolean;
}

/** Counters that go up are said of the last repetition: "after ten calls it is at 10". */
function piecesOf({ times, decision, last, isSteady }: RepeatedDecision, saysCounters: boolean): readonly Piece[] {
  if (isSteady || !saysCounters) return [{ times, decision, hasCounters: true }];
  return [
    { times: times - 1, decision, hasCounters: false },
    { times: 1, decision: last, hasCounters: true },
  ];
}

/** Replaces the values that are others now, and takes out what no longer says anything. */
function changeExpectation(call: Node, { decision, hasCounters }: Piece): readonly TextEdit[] {
  const expect = fieldValue(call, "expect");
  const edits: TextEdit[] = [];
  const removed: Node[] = [];
  const replace = (value: Node, now: string | number | null): void => {
    if (value.value !== now) edits.push({ span: spanOf(value), newText: JSON.stringify(now) });
  };
  // That an allowed call has no rule and no message goes without saying, where its decision is said.
  const isPlain = decision.outcome === "allow" && fieldValue(expect, "decision") !== undefined;
  for (const { name, value } of propertiesOf(expect)) {
    const property = value?.parent;
    if (value === undefined || property === undefined) continue;
    if (name === "decision") replace(value, decision.outcome);
    if (name !== "rule" && name !== "message") continue;
    if (isPlain && value.value !== decision[name]) removed.push(property);
    else replace(value, decision[name]);
  }
  const counters = fieldValue(expect, "counters");
  const gone: Node[] = [];
  for (const { name, value } of propertiesOf(counters)) {
    if (value?.parent === undefined) continue;
    const now = valuesOf(decision, name);
    if (now[0] === undefined) gone.push(value.parent);
    else if (!now.includes(Number(value.value))) replace(value, now[0]);
  }
  if (counters !== undefined && (!hasCounters || gone.length === propertiesOf(counters).length)) {
    removed.push(...propertiesOf(expect).flatMap(({ name, key }) => (name === "counters" ? (key.parent ?? []) : [])));
    const { start, end } = spanOf(counters);
    return [...edits.filter(({ span }) => span.start < start || span.start >= end), ...removeElements(removed, 0)];
  }
  return [...edits, ...removeElements(gone, 0), ...removeElements(removed, 0)];
}

/** One call for each piece. */
function splitCall(text: string, call: Node, pieces: readonly Piece[]): TextEdit {
  const span = spanOf(call);
  const indent = indentBefore(text, span.start);
  const { eol } = layoutOf(text);
  const calls = pieces.map((piece, index) =>
    printCall(fieldsOf(text, call, piece, index === 0), text.slice(span.start, span.end), eol),
  );
  return { span, newText: calls.join(indent === undefined ? ", " : `,${eol}${indent}`) };
}

/** The fields of a piece in the order of the call, as it has them wherever they still say the same. */
function fieldsOf(text: string, call: Node, piece: Piece, isFirst: boolean): readonly (readonly [string, string])[] {
  const textOf = (value: Node): string => text.slice(value.offset, value.offset + value.length);
  const every = fieldValue(call, "every");
  return propertiesOf(call).flatMap(({ name, value }): [string, string][] => {
    // Of duplicate keys the last counts.
    if (value === undefined || value !== fieldValue(call, name)) return [];
    switch (name) {
      case "at":
      case "after":
        // The others follow the one before them as its repetitions would.
        return isFirst ? [[name, textOf(value)]] : [];
      case "repeat":
        return [
          ...(isFirst || every === undefined ? [] : ([["after", textOf(every)]] as [string, string][])),
          ...(piece.times === 1 ? [] : ([["repeat", String(piece.times)]] as [string, string][])),
        ];
      case "every":
        return piece.times === 1 ? [] : [[name, textOf(value)]];
      case "expect": {
        const { start } = spanOf(value);
        const edits = changeExpectation(call, piece).map((edit) => ({
          ...edit,
          span: { start: edit.span.start - start, end: edit.span.end - start },
        }));
        const expectation = applyEdits(textOf(value), edits);
        return /^\{\s*\}$/.test(expectation) ? [] : [[name, expectation]];
      }
      default:
        return [[name, textOf(value)]];
    }
  });
}

/** Laid out as the call was: on one line, or with a line for each field. */
function printCall(fields: readonly (readonly [string, string])[], original: string, eol: string): string {
  const members = fields.map(([name, value]) => `${JSON.stringify(name)}: ${value}`);
  const inner = /^\{\s*?\n([ \t]+)/.exec(original)?.[1];
  const closing = /\n([ \t]*)\}$/.exec(original)?.[1];
  if (inner !== undefined && closing !== undefined)
    return `{${eol}${inner}${members.join(`,${eol}${inner}`)}${eol}${closing}}`;
  const gap = original.startsWith("{ ") ? " " : "";
  return `{${gap}${members.join(", ")}${gap}}`;
}
