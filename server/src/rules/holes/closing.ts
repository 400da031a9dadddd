import { setInMember } from "../../policy/edit/memberEdits";
import type { Condition, ToolRules } from "../../policy/model/policy";
import type { ConditionSyntax } from "../../policy/model/toolModel";
import type { JsonValue } from "../../policy/text/json";
import { spanOf } from "../../policy/text/span";
import type { TextEdit } from "../../policy/text/textEdit";
import { type GuardedArgument, guardedArguments } from "../../reach/attacks/guardedTool";
import type { Hole } from "../../reach/attacks/hole";
import type { Fix, FixPlace } from "../engine/rule";

/** Another operator or value of a condition. */
export interface NewComparison {
  readonly op: string;
  readonly value: JsonValue;
}

/** A change of a tool's rules that closes a hole: another comparison, an entry of `deny_if` more, or both. */
export interface Closing {
  readonly title: string;
  readonly replace?: NewComparison;
  readonly deny?: NewComparison & { readonly message: string };
}

/** What finds holes in the conditions on an argument. */
export type Attack = (argument: GuardedArgument) => readonly Hole[];

/** Whether an attack finds nothing more after the change. */
export function closes({ replace, deny }: Closing, hole: Hole, argument: GuardedArgument, attack: Attack): boolean {
  const { condition } = hole;
  const changed: Condition = { ...condition, ...replace };
  const { tool, path } = argument;
  const denial = deny && {
    conditions: [{ path, op: deny.op, value: deny.value, span: condition.span }],
    onDeny: undefined,
    span: condition.span,
  };
  const inPlace = (list: ToolRules["require"]): ToolRules["require"] =>
    list.map((predicate) => ({
      ...predicate,
      conditions: predicate.conditions.map((each) => (each === condition ? changed : each)),
    }));
  const rules: ToolRules = {
    ...tool.rules,
    require: inPlace(tool.rules.require),
    denyIf: [...inPlace(tool.rules.denyIf), ...(denial === undefined ? [] : [denial])],
  };
  const after = guardedArguments({ ...tool, rules }).find((each) => each.path === path);
  return after === undefined || attack(after).every((each) => each.condition !== changed);
}

/** The change as edits of the text. */
export function fixBy(
  { title, replace, deny }: Closing,
  { op, value, condition }: ConditionSyntax,
  { document, member }: FixPlace,
): readonly Fix[] {
  if (member === undefined || op === undefined || value === undefined) return [];
  const edits: TextEdit[] = [];
  if (replace !== undefined) {
    if (replace.op !== condition.op)
      edits.push({ span: spanOf(op, member.offset), newText: JSON.stringify(replace.op) });
    edits.push({ span: spanOf(value, member.offset), newText: printed(replace.value) });
  }
  if (deny !== undefined) {
    const entry = {
      conditions: [{ path: condition.path, op: deny.op, value: deny.value }],
      on_deny: deny.message,
    };
    const list = member.value.value?.children?.find((field) => field.children?.[0]?.value === "deny_if")?.children?.[1];
    const added =
      list === undefined
        ? setInMember(document, member, ["deny_if"], [entry])
        : list.type === "array"
          ? setInMember(document, member, ["deny_if", list.children?.length ?? 0], entry)
          : [];
    if (added.length === 0) return [];
    edits.push(...added);
  }
  return [{ title, edits, keepsMeaning: false, automatic: false }];
}

/** A value on one line, with a blank after each comma of a list. */
function printed(value: JsonValue): string {
  return Array.isArray(value) ? `[${value.map((each) => JSON.stringify(each)).join(", ")}]` : JSON.stringify(value);
}
