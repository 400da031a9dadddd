import { indentBefore, layoutOf } from "../../policy/edit/layout";
import type { Member } from "../../policy/model/document";
import type { Placed } from "../../policy/model/policy";
import { type PredicateSyntax, toolSyntaxOf } from "../../policy/model/toolModel";
import { type Node, propertiesOf } from "../../policy/text/navigate";
import { type Span, spanOf } from "../../policy/text/span";
import type { Refactoring, RefactoringPlace } from "./refactoring";

const consequence = "same decisions and messages, the log may name another rule";

/**
 * An entry of `require` with several conditions as several entries with one each, and the other way round. A call is
 * denied if any condition does not hold, either way. Only where a message is given: the gateway's own one names the rule.
 * An entry of `deny_if` denies when all its conditions hold, and can be neither split nor joined.
 */
export function splitOrJoin(place: RefactoringPlace): readonly Refactoring[] {
  const { document, span } = place;
  const member = document.tools.find(
    ({ offset, value }) => value.value !== undefined && holds(spanOf(value.value, offset), span),
  );
  if (member === undefined || !document.isSplit || member.value.problems.length > 0) return [];
  const { require } = toolSyntaxOf(member.value);
  const index = require.findIndex(({ node }) => holds(spanOf(node, member.offset), span));
  const predicate = require[index];
  if (predicate === undefined) return [];
  return [...split(place, member, predicate), ...join(place, member, require, index)];
}

function split(
  { document: { text } }: RefactoringPlace,
  { offset }: Placed<Member>,
  predicate: PredicateSyntax,
): Refactoring[] {
  const { node, conditions } = predicate;
  const first = conditions[0];
  const last = conditions.at(-1);
  if (first === undefined || last === undefined || conditions.length < 2 || messageOf(predicate) === undefined)
    return [];
  const span = spanOf(node, offset);
  const before = text.slice(span.start, offset + first.node.offset);
  const after = text.slice(spanOf(last.node, offset).end, span.end);
  const entries = conditions.map((each) => before + textOf(text, each.node, offset) + after);
  return [
    {
      title: `Split into ${conditions.length} requirements with one condition each (${consequence})`,
      kind: "rewrite",
      keeps: "decisionAndMessage",
      edits: [{ span, newText: entries.join(`,${gapBefore(text, span.start)}`) }],
    },
  ];
}

/** Only neighbours are joined: of two that deny the first gives the message. */
function join(
  { document: { text } }: RefactoringPlace,
  { offset }: Placed<Member>,
  require: readonly PredicateSyntax[],
  index: number,
): Refactoring[] {
  const joins = (other: PredicateSyntax | undefined): boolean =>
    other !== undefined &&
    messageOf(other) !== undefined &&
    messageOf(other) === messageOf(require[index]) &&
    other.conditions.length > 0 &&
    propertiesOf(other.node).every(({ name }) => name === "conditions" || name === "on_deny");
  if (!joins(require[index])) return [];
  let start = index;
  let end = index;
  while (joins(require[start - 1])) start--;
  while (joins(require[end + 1])) end++;
  const run = require.slice(start, end + 1);
  const [first, ...others] = run;
  const last = run.at(-1);
  const lastCondition = first?.conditions.at(-1)?.node;
  if (first === undefined || last === undefined || lastCondition === undefined || others.length === 0) return [];
  const at = spanOf(lastCondition, offset).end;
  const gap = gapBefore(text, offset + (first.conditions[0]?.node.offset ?? 0));
  const added = others.flatMap(({ conditions }) =>
    conditions.map((each) => `,${gap}${textOf(text, each.node, offset)}`),
  );
  return [
    {
      title: `Join ${run.length} requirements with the same message (${consequence})`,
      kind: "rewrite",
      keeps: "decisionAndMessage",
      edits: [
        { span: { start: at, end: at }, newText: added.join("") },
        { span: { start: spanOf(first.node, offset).end, end: spanOf(last.node, offset).end }, newText: "" },
      ],
    },
  ];
}

/** What the agent is told; undefined where the gateway tells it the name of the rule. */
function messageOf(predicate: PredicateSyntax | undefined): string | undefined {
  const message = predicate?.onDeny?.value as unknown;
  return typeof message === "string" && message !== "" ? message : undefined;
}

function textOf(text: string, node: Node, offset: number): string {
  const { start, end } = spanOf(node, offset);
  return text.slice(start, end);
}

/** What is between an entry and the next: a line of its own where this one has one. */
function gapBefore(text: string, position: number): string {
  const indent = indentBefore(text, position);
  return indent === undefined ? " " : layoutOf(text).eol + indent;
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
