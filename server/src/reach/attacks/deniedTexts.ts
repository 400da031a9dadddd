import { testCondition } from "../../policy/decide/condition";
import type { Condition } from "../../policy/model/policy";
import type { GuardedArgument } from "./guardedTool";
import { argumentsSending } from "./passes";
import { sampleText } from "./sampleText";

/** Texts that a condition of `deny_if` names, as they are written or as its pattern matches them. */
export function deniedTexts({ op, value }: Condition): readonly string[] {
  switch (op) {
    case "eq":
    case "in":
    case "contains":
      return [value].flat().filter((each): each is string => typeof each === "string");
    case "regex": {
      if (typeof value !== "string") return [];
      const text = sampleText(value);
      // The sample has one alternative; the others are in the words.
      return [...new Set([...(text === undefined ? [] : [text]), ...wordsIn(value)])];
    }
    default:
      return [];
  }
}

/** Whether a condition holds for a text at the argument. */
export function denies(argument: GuardedArgument, condition: Condition, text: string): boolean {
  return testCondition(condition, argumentsSending(argument, text)).holds === true;
}

/** More words of a pattern are not tried. */
const mostWords = 12;

/** What a pattern has literally; a word of it need not be one that it matches. */
function wordsIn(pattern: string): readonly string[] {
  const plain = pattern.replace(/\\[bBsSwWdD]/g, " ").replace(/\\([^A-Za-z0-9])/g, "$1");
  return (plain.match(/[\w.:/@~-]{3,}/g) ?? []).slice(0, mostWords);
}
