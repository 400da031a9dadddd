import type { Node } from "jsonc-parser";
import { elementsOf, findProperty, type Property } from "../text/navigate";
import type { Member } from "./document";
import type { Condition, PredicateList } from "./policy";
import { conditionOf } from "./readPolicy";

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

/** An entry of `require` or `deny_if` with its nodes. */
export interface PredicateSyntax {
  readonly list: PredicateList;
  /** Its index in the list, for a path into the member. */
  readonly index: number;
  readonly node: Node;
  readonly onDeny: Node | undefined;
  /** The array behind `conditions`; undefined when there is none, and then the entry means nothing. */
  readonly conditionsNode: Node | undefined;
  readonly conditions: readonly ConditionSyntax[];
}

/** An entry of `limits` with its nodes. */
export interface LimitSyntax {
  readonly index: number;
  readonly node: Node;
  readonly counter: Node | undefined;
  readonly window: Node | undefined;
  readonly max: Node | undefined;
  readonly scope: Node | undefined;
}

/** The rules of a tool, or of `all_tools`, as they stand in the text; offsets count as in their member. */
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

/** The parts of a member's rules. Not kept: whoever asks keeps the answer, and the parts of 10,000 tools are megabytes. */
export function toolSyntaxOf(member: Member): ToolSyntax {
  const fields = {
    require: findProperty(member.value, "require"),
    denyIf: findProperty(member.value, "deny_if"),
    limits: findProperty(member.value, "limits"),
  };
  return {
    fields,
    require: elementsOf(fields.require?.value).map((node, index) => predicateSyntax("require", node, index)),
    denyIf: elementsOf(fields.denyIf?.value).map((node, index) => predicateSyntax("deny_if", node, index)),
    limits: elementsOf(fields.limits?.value).map(limitSyntax),
  };
}

function predicateSyntax(list: PredicateList, node: Node, index: number): PredicateSyntax {
  const conditions = findProperty(node, "conditions")?.value;
  return {
    list,
    index,
    node,
    onDeny: findProperty(node, "on_deny")?.value,
    conditionsNode: conditions?.type === "array" ? conditions : undefined,
    conditions: elementsOf(conditions).map((each) => ({
      node: each,
      path: findProperty(each, "path")?.value,
      op: findProperty(each, "op")?.value,
      value: findProperty(each, "value")?.value,
      condition: conditionOf(each),
    })),
  };
}

function limitSyntax(node: Node, index: number): LimitSyntax {
  const field = (name: string): Node | undefined => findProperty(node, name)?.value;
  return { index, node, counter: field("counter"), window: field("window"), max: field("max"), scope: field("scope") };
}
