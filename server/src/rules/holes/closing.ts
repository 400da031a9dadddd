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

/** A comparison of an entry that is added. */
interface AddedComparison extends NewComparison {
  /** Of another argument than the condition's. */
  readonly path?: string;
  readonly message: string;
}

/** A change of a tool's rules that closes a hole: another comparison, an entry more of a list, or several of them. */
export interface Closing {
  readonly title: string;
  readonly replace?: NewComparison;
  readonly deny?: AddedComparison;
  readonly require?: AddedComparison;
}

/** What finds holes in the conditions on an argument. */
export type Attack = (argument: GuardedArgument) => readonly Hole[];

/** Whether an attack finds nothing more after the change. */
export function closes(
  { replace, deny, require }: Closing,
  hole: Hole,
  argument: GuardedArgument,
  attack: Attack,
): boolean {
  const { condition } = hole;
  const changed: Condition = { ...condition, ...replace };
  const { tool, path } = argument;
  const added = (made: AddedComparison | undefined): ToolRules["require"] =>
    made === undefined
      ? []
      : [
          {
            conditions: [{ path: made.path ?? path, op: made.op, value: made.value, span: condition.span }],
            onDeny: undefined,
            span: condition.span,
          },
        ];
  const inPlace = (list: ToolRules["require"]): ToolRules["require"] =>
    list.map((predicate) => ({
      ...predicate,
      conditions: predicate.conditions.map((each) => (each === condition ? changed : each)),
    }));
  const rules: ToolRules = {
    ...tool.rules,
    require: [...inPlace(tool.rules.require), ...added(require)],
    denyIf: [...inPlace(tool.rules.denyIf), ...added(deny)],
  };
  const after = guardedArguments({ ...tool, rules }).find((each) => each.path === path);
  return (
    after === undefined || attack(after).every((each) => each.condition !== changed || each.beside !== hole.beside)
  );
}

/** The change as edits of the text. */
export function fixBy(
  { title, replace, deny, require }: Closing,
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
  for (const [list, added] of [["require", require] as const, ["deny_if", deny] as const]) {
    if (added === undefined) continue;
    const entry = {
      conditions: [{ path: added.path ?? condition.path, op: added.op, value: added.value }],
      on_deny: added.message,
    };
    const entries = member.value.value?.children?.find((field) => field.children?.[0]?.value === list)?.children?.[1];
    const made =
      entries === undefined
        ? setInMember(document, member, [list], [entry])
        : entries.type === "array"
          ? setInMember(document, member, [list, entries.children?.length ?? 0], entry)
          : [];
    if (made.length === 0) return [];
    edits.push(...made);
  }
  return [{ title, edits, keepsMeaning: false, automatic: false }];
}

/** A value on one line, with a blank after each comma of a list. */
function printed(value: JsonValue): string {
  return Array.isArray(value) ? `[${value.map((each) => JSON.stringify(each)).join(", ")}]` : JSON.stringify(value);
}
