import { setInMember } from "../../policy/edit/memberEdits";
import type { PolicyProblem } from "../../policy/problems/policyProblem";
import { isJsonObject, toJson } from "../../policy/text/json";
import type { Node } from "../../policy/text/navigate";
import { pathWithin } from "../engine/pathWithin";
import type { Fix, FixPlace } from "../engine/rule";

/** Puts a condition that is in the place of a predicate into `conditions`; `on_deny` belongs to the predicate. */
export function conditionWrapping(condition: Node, { of }: PolicyProblem, { document }: FixPlace): readonly Fix[] {
  const value = toJson(condition);
  if (of === undefined || !isJsonObject(value)) return [];
  const { on_deny: onDeny, ...fields } = value;
  const predicate = { conditions: [fields], ...(onDeny !== undefined && { on_deny: onDeny }) };
  const edits = setInMember(document, of.member, [...pathWithin(of.member.value, condition)], predicate);
  return edits.length === 0 ? [] : [{ title: 'Put it into "conditions"', edits, keepsMeaning: false, automatic: true }];
}
