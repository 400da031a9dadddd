import { lastThatCounts, type Member, type PolicyDocument } from "../../policy/model/document";
import type { Placed } from "../../policy/model/policy";
import { fieldsOf, type Place } from "../../policy/model/schema";
import { toolSyntaxOf } from "../../policy/model/toolModel";
import { type Node, propertiesOf } from "../../policy/text/navigate";
import { type Span, spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";

/** A part that the builder keeps and cannot show. */
export interface TextOnly {
  readonly what: string;
  readonly span: Span;
}

/** The parts of a tool, or of `all_tools`, that the builder keeps as they are: unknown fields, and what means nothing. */
export function onlyInText(owner: Placed<Member>, place: "tool" | "allTools"): readonly TextOnly[] {
  const { offset, value: member } = owner;
  const at = (what: string, node: Node): TextOnly => ({ what, span: spanOf(node, offset) });
  const unknown = (node: Node | undefined, where: Place): readonly TextOnly[] => {
    const known = new Set(fieldsOf(where).map(({ name }) => name));
    return propertiesOf(node).flatMap(({ name, key }) =>
      known.has(name) ? [] : [at(`${quote(name)}, a field that the format does not have`, key)],
    );
  };
  if (member.value?.type !== "object") return [at("A value that is not an object", member.value ?? member.key)];
  const { require, denyIf, limits, fields } = toolSyntaxOf(member);
  const lists = place === "tool" ? [fields.require, fields.denyIf, fields.limits] : [fields.limits];
  return [
    ...unknown(member.value, place),
    ...lists.flatMap((field) =>
      field !== undefined && field.value.type !== "array"
        ? [at(`${quote(field.name)}, which is not a list`, field.value)]
        : [],
    ),
    ...(place === "tool" ? [...require, ...denyIf] : []).flatMap((entry) =>
      entry.predicate === undefined
        ? [at(`An entry of ${quote(entry.list)} without a list of conditions`, entry.node)]
        : [...unknown(entry.node, "predicate"), ...entry.conditions.flatMap(({ node }) => unknown(node, "condition"))],
    ),
    ...limits.flatMap((entry) =>
      entry.limit === undefined ? [at("A limit that cannot be counted", entry.node)] : unknown(entry.node, "limit"),
    ),
  ];
}

/** What the policy object has beside its known fields, and earlier members of a tool that stands twice. */
export function onlyInPolicyText({ members, tools }: PolicyDocument): readonly TextOnly[] {
  const known = new Set(fieldsOf("policy").map(({ name }) => name));
  const count = new Map<string, number>();
  for (const { value } of tools) count.set(value.name, (count.get(value.name) ?? 0) + 1);
  return [
    ...members.flatMap(({ offset, value: { name, key } }) =>
      known.has(name)
        ? []
        : [{ what: `${quote(name)}, a field that the format does not have`, span: spanOf(key, offset) }],
    ),
    ...tools.flatMap((member) => {
      const { name, key } = member.value;
      return (count.get(name) ?? 0) > 1 && lastThatCounts(tools, name) !== member
        ? [{ what: `An earlier ${quote(name)}: the last one counts`, span: spanOf(key, member.offset) }]
        : [];
    }),
  ];
}
