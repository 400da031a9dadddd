import { setInMember } from "../../../policy/edit/memberEdits";
import type { Member } from "../../../policy/model/document";
import type { Placed } from "../../../policy/model/policy";
import { toolSyntaxOf } from "../../../policy/model/toolModel";
import { isJsonObject, type JsonValue } from "../../../policy/text/json";
import { elementsOf, fieldValue } from "../../../policy/text/navigate";
import { conditionInWords } from "../../../policy/words/inWords";
import type { Candidate, DecidedCall } from "./candidate";

/** A person chooses among no more arguments, and reads no longer values. */
const mostArguments = 2;
const longestValue = 200;

/** A new entry of `deny_if` for the value that an argument of this call has: first of those that the rules look at. */
export function denyValue({ snapshot: { document }, call }: DecidedCall, member: Placed<Member>): readonly Candidate[] {
  const args = call.arguments;
  const rules = member.value.value;
  if (!isJsonObject(args) || rules?.type !== "object") return [];
  const { require, denyIf } = toolSyntaxOf(member.value);
  const looked = new Set(
    [...require, ...denyIf].flatMap(({ conditions }) => conditions.map((each) => each.condition.path)),
  );
  const length = elementsOf(fieldValue(rules, "deny_if")).length;
  return Object.entries(args)
    .filter(([name, value]) => /^[^.\s]+$/.test(name) && isShown(value))
    .map(([name, value]) => ({ path: `args.${name}`, op: "eq", value }))
    .sort((a, b) => Number(looked.has(b.path)) - Number(looked.has(a.path)))
    .slice(0, mostArguments)
    .map((condition) => ({
      title: `Deny this value: ${conditionInWords({ ...condition, span: nowhere })}`,
      edits: setInMember(document, member, ["deny_if", length], {
        conditions: [condition],
        on_deny: `This value of ${condition.path} is not allowed.`,
      }),
      way: "other",
    }));
}

/** A condition that is not written yet. */
const nowhere = { start: 0, end: 0 };

function isShown(value: JsonValue): boolean {
  return (
    typeof value === "number" ||
    typeof value === "boolean" ||
    (typeof value === "string" && value.length <= longestValue)
  );
}
