import type { Member } from "../../policy/model/document";
import { fieldsOf } from "../../policy/model/schema";
import { toolSyntaxOf } from "../../policy/model/toolModel";
import { propertiesOf } from "../../policy/text/navigate";
import type { BuilderChoice } from "../../protocol/builder";

const kept = new WeakMap<Member, BuilderChoice>();
const rules = new Set(fieldsOf("tool").map(({ name }) => name));

/** What a person has chosen for a tool, by its last member of `tools` and whether `hide` names it. */
export function toolChoice(member: Member | undefined, isHidden: boolean): BuilderChoice {
  if (isHidden) return "hide";
  if (member === undefined) return "default";
  const known = kept.get(member) ?? readChoice(member);
  kept.set(member, known);
  return known;
}

/** Unknown fields change nothing that the builder can show: they are listed as parts that are only in the text. */
function readChoice(member: Member): BuilderChoice {
  if (member.value?.type !== "object") return "custom";
  if (!propertiesOf(member.value).some(({ name }) => rules.has(name))) return "allow";
  const { require, denyIf, limits, fields } = toolSyntaxOf(member);
  if (
    [fields.require, fields.denyIf, fields.limits].some((field) => field !== undefined && field.value.type !== "array")
  )
    return "custom";
  if (require.length === 0 && limits.length === 0) {
    if (denyIf.length === 0) return "allow";
    if (denyIf.length === 1 && denyIf[0]?.predicate?.conditions.length === 0) return "deny";
  }
  return "custom";
}
