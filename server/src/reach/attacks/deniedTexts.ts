import { testCondition } from "../../policy/decide/condition";
import type { Condition } from "../../policy/model/policy";
import type { GuardedArgument } from "./guardedTool";
import { argumentsWith } from "./passes";
import { sampleText } from "./sampleText";

/** Texts that a condition of `deny_if` names, as they are written or as its pattern matches them. */
export function deniedTexts({ op, value }: Condition): readonly string[] {
  switch (op) {
    case "eq":
    case "in":
    case "contains":
      return [value].flat().filter((each): each is string => typeof each === "string");
    case "regex": {
      const text = typeof value === "string" ? sampleText(value) : undefined;
      return text === undefined ? [] : [text];
    }
    default:
      return [];
  }
}

/** Whether a condition holds for a text at the argument. */
export function denies({ path }: GuardedArgument, condition: Condition, text: string): boolean {
  return testCondition(condition, argumentsWith(path, text)).holds === true;
}
