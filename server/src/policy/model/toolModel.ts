import type { Node } from "jsonc-parser";
import { toJson } from "../text/json";
import { KeptWith } from "../text/keptWith";
import { elementsOf, fieldValue, findProperty, type Property } from "../text/navigate";
import { spanOf } from "../text/span";
import type { Member } from "./document";
import type { Condition, Limit, Predicate, PredicateList, WindowName } from "./policy";

/** A field that is there, with its value. */
export type Field = Property & { readonly value: Node };

/** A condition with its nodes: what is missing or half-typed is undefined. */
export interface ConditionSyntax {
  readonly node: Node;
  readonly path: Node | undefined;
  readonly op: Node | undefined;
  readonly value: Node | undefined;
  /** What it means. */
  readonly condition: Condition;
}

/** An entry of `require` or `deny_if` with its nodes and its meaning. */
export interface PredicateSyntax {
  readonly list: PredicateList;
  /** Its index in the list, for a path into the member. */
  readonly index: number;
  readonly node: Node;
  readonly onDeny: Node | undefined;
  /** The array behind `conditions`; undefined when there is none, and then the entry means nothing. */
  readonly conditionsNode: Node | undefined;
  readonly conditions: readonly ConditionSyntax[];
  /** What it means; undefined for an entry that means nothing, which the policy leaves out. */
  readonly predicate: Predicate | undefined;
}

/** An entry of `limits` with its nodes and its meaning. */
export interface LimitSyntax {
  readonly index: number;
  readonly node: Node;
  readonly counter: Node | undefined;
  readonly window: Node | undefined;
  readonly max: Node | undefined;
  readonly scope: Node | undefined;
  /** What it means; undefined for one that cannot be counted, which the policy leaves out. */
  readonly limit: Limit | undefined;
}

/**
 * The rules of a tool, or of `all_tools`: each part with its nodes, whose offsets count as in their member, and with its
 * meaning, of which the policy is made. Both are read here, and nowhere else.
 */
export interface ToolSyntax {
  readonly require: readonly PredicateSyntax[];
  readonly denyIf: readonly PredicateSyntax[];
  readonly limits: readonly LimitSyntax[];
  /** The field that holds each list, if it is there, whatever its value. */
  readonly fields: {
    readonly require: Field | undefined;
    readonly denyIf: Field | undefined;
    readonly limits: Field | undefined;
  };
}

const syntaxByValue = new KeptWith<Node, ToolSyntax>();

/** The parts of a member's rules. They are kept as long as its nodes are, which are not kept themselves: both take much memory. */
export function toolSyntaxOf(member: Member): ToolSyntax {
  if (member.isEmpty === true) return nothing;
  const { value } = member;
  const known = value && syntaxByValue.get(value);
  if (known !== undefined) return known;
  const made = readSyntax(value);
  if (value !== undefined) syntaxByValue.set(value, made);
  return made;
}

function readSyntax(rules: Node | undefined): ToolSyntax {
  const fields = {
    require: findProperty(rules, "require"),
    denyIf: findProperty(rules, "deny_if"),
    limits: findProperty(rules, "limits"),
  };
  return {
    fields,
    require: elementsOf(fields.require?.value).map((node, index) => predicateSyntax("require", node, index)),
    denyIf: elementsOf(fields.denyIf?.value).map((node, index) => predicateSyntax("deny_if", node, index)),
    limits: elementsOf(fields.limits?.value).map(limitSyntax),
  };
}

/** Of a tool that is only listed. */
const nothing = readSyntax(undefined);

/** The limits that mean something, in the order in which the policy has them. */
export function countedLimits(member: Member): readonly LimitSyntax[] {
  return toolSyntaxOf(member).limits.filter(({ limit }) => limit !== undefined);
}

function predicateSyntax(list: PredicateList, node: Node, index: number): PredicateSyntax {
  const listed = fieldValue(node, "conditions");
  const onDeny = fieldValue(node, "on_deny");
  const conditionsNode = listed?.type === "array" ? listed : undefined;
  const conditions = elementsOf(listed).map(conditionSyntax);
  const predicate = conditionsNode && {
    conditions: conditions.map(({ condition }) => condition),
    onDeny: textOf(onDeny),
    span: spanOf(node),
  };
  return { list, index, node, onDeny, conditionsNode, conditions, predicate };
}

/** A condition that lacks its path or operator never holds, as one with an unknown operator (spec §2). */
function conditionSyntax(node: Node): ConditionSyntax {
  const path = fieldValue(node, "path");
  const op = fieldValue(node, "op");
  const value = fieldValue(node, "value");
  const condition: Condition = {
    path: textOf(path) ?? "",
    op: textOf(op) ?? "",
    value: value === undefined ? null : toJson(value),
    span: spanOf(node),
  };
  return { node, path, op, value, condition };
}

function limitSyntax(node: Node, index: number): LimitSyntax {
  const counter = fieldValue(node, "counter");
  const window = fieldValue(node, "window");
  const max = fieldValue(node, "max");
  const scope = fieldValue(node, "scope");
  return { index, node, counter, window, max, scope, limit: limitOf(node, { counter, window, max, scope }) };
}

/** One without a counter, a known window or a whole maximum of 1 or more means nothing. */
function limitOf(
  node: Node,
  { counter, window, max, scope }: Pick<LimitSyntax, "counter" | "window" | "max" | "scope">,
): Limit | undefined {
  const name = textOf(counter);
  const most: unknown = max?.value;
  if (name === undefined || name === "" || !isWindowName(window?.value)) return undefined;
  if (typeof most !== "number" || !Number.isSafeInteger(most) || most < 1) return undefined;
  return { counter: name, window: window.value, max: most, scope: textOf(scope) ?? "grant", span: spanOf(node) };
}

function textOf(node: Node | undefined): string | undefined {
  return node?.type === "string" ? String(node.value) : undefined;
}

/** Whether a value is the name of a window. */
export function isWindowName(value: unknown): value is WindowName {
  return value === "minute" || value === "hour" || value === "day";
}
