import { findNodeAtOffset, type Node, parseTree } from "jsonc-parser";
import type { Decision } from "../policy/decision";
import { indentBefore, layoutOf, printInline } from "../policy/layout";
import { removeElements } from "../policy/memberEdits";
import { fieldValue, findProperty, propertiesOf } from "../policy/navigate";
import { spanOf } from "../policy/span";
import type { TextEdit } from "../policy/textEdit";
import type { Failure, RepeatedVerdict } from "./runPolicyTests";

/**
 * Edits of a test file that take the present verdict on a call for right. Only what the test says of the call is changed.
 * Repetitions that were decided differently become calls of their own, at the same instants as before.
 */
export function acceptVerdict(text: string, { call, verdicts }: Failure): readonly TextEdit[] {
  const root = parseTree(text);
  const node = root && objectAt(root, call.span.start);
  if (node === undefined) return [];
  const [only] = verdicts;
  if (only === undefined) return [];
  return verdicts.length === 1 ? changeExpectation(node, only) : [splitCall(text, node, verdicts)];
}

function objectAt(root: Node, start: number): Node | undefined {
  const node = findNodeAtOffset(root, start);
  return node?.type === "object" && node.offset === start ? node : undefined;
}

/** What a test is to say of a call; undefined: nothing. */
type Said = string | null | Readonly<Record<string, number>> | undefined;

/** What an expectation of these fields says when it takes a verdict for right. */
function saidOf(fields: Node | undefined, { decision, times }: RepeatedVerdict): ReadonlyMap<string, Said> {
  const said = new Map<string, Said>();
  const saysDecision = findProperty(fields, "decision") !== undefined;
  for (const { name, value } of propertiesOf(fields)) {
    if (name === "decision") said.set(name, decision.outcome);
    // That an allowed call has no rule and no message goes without saying.
    if (name === "rule") said.set(name, decision.outcome === "allow" && saysDecision ? undefined : decision.rule);
    if (name === "message") said.set(name, decision.outcome === "allow" && saysDecision ? undefined : decision.message);
    if (name === "counters") said.set(name, times === 1 ? countersOf(value, decision) : undefined);
  }
  return said;
}

/** The counters that a test names, as far as the call counts them. */
function countersOf(named: Node | undefined, { counters }: Decision): Said {
  const values: Record<string, number> = Object.create(null);
  for (const { name, value } of propertiesOf(named)) {
    const readings = counters.filter(({ key }) => key === name).map((reading) => reading.value);
    const reading = readings.includes(Number(value?.value)) ? Number(value?.value) : readings[0];
    if (reading !== undefined) values[name] = reading;
  }
  return Object.keys(values).length === 0 ? undefined : values;
}

/** Replaces the values that are others now, and takes out what no longer says anything. */
function changeExpectation(call: Node, verdict: RepeatedVerdict): readonly TextEdit[] {
  const expect = fieldValue(call, "expect");
  const replaced: TextEdit[] = [];
  const removed: Node[] = [];
  for (const [name, said] of saidOf(expect, verdict)) {
    const value = fieldValue(expect, name);
    if (value === undefined) continue;
    if (said === undefined) removed.push(...(value.parent === undefined ? [] : [value.parent]));
    else if (name === "counters" || value.value !== said)
      replaced.push({ span: spanOf(value), newText: printInline(said) });
  }
  return [...replaced, ...removeElements(removed, 0)];
}

/** One call for each run of repetitions that were decided alike. */
function splitCall(text: string, call: Node, verdicts: readonly RepeatedVerdict[]): TextEdit {
  const { start, end } = spanOf(call);
  const original = text.slice(start, end);
  const indent = indentBefore(text, start);
  const { eol } = layoutOf(text);
  const every = textOf(text, call, "every");
  const calls = verdicts.map((verdict, index) => {
    const isFirst = index === 0;
    const fields = propertiesOf(call).flatMap(({ name, value }): [string, string][] => {
      if (value === undefined || name === "repeat" || name === "every") return [];
      if (name === "expect") return [];
      // The others follow the one before them as its repetitions would.
      if (!isFirst && (name === "at" || name === "after")) return [];
      return [[name, text.slice(value.offset, value.offset + value.length)]];
    });
    if (!isFirst && every !== undefined) fields.push(["after", every]);
    if (verdict.times > 1) fields.push(["repeat", String(verdict.times)]);
    if (verdict.times > 1 && every !== undefined) fields.push(["every", every]);
    const said = [...saidOf(fieldValue(call, "expect"), verdict)].filter(([, value]) => value !== undefined);
    if (said.length > 0) fields.push(["expect", printInline(Object.fromEntries(said))]);
    return printCall(fields, original, indent, eol);
  });
  return { span: { start, end }, newText: calls.join(indent === undefined ? ", " : `,${eol}${indent}`) };
}

function textOf(text: string, object: Node, name: string): string | undefined {
  const value = fieldValue(object, name);
  return value && text.slice(value.offset, value.offset + value.length);
}

/** Laid out as the call was: on one line, or with a line for each field. */
function printCall(
  fields: readonly (readonly [string, string])[],
  original: string,
  indent: string | undefined,
  eol: string,
): string {
  const members = fields.map(([name, value]) => `${JSON.stringify(name)}: ${value}`);
  const inner = /^\{\s*?\n([ \t]+)/.exec(original)?.[1];
  if (inner !== undefined && indent !== undefined)
    return `{${eol}${inner}${members.join(`,${eol}${inner}`)}${eol}${indent}}`;
  const gap = original.startsWith("{ ") ? " " : "";
  return `{${gap}${members.join(", ")}${gap}}`;
}
