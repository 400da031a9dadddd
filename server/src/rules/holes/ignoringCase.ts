import type { Condition } from "../../policy/model/policy";
import { literally } from "../../policy/text/literally";
import type { GuardedArgument } from "../../reach/attacks/guardedTool";
import type { Closing } from "./closing";

/** A denial that ignores the case. What it denied before stays denied: `contains` also looks into arrays, and a pattern does not. */
export function ignoringCase({ op, value }: Condition, { node }: GuardedArgument, title: string): readonly Closing[] {
  const texts = [value].flat().filter((each): each is string => typeof each === "string");
  if (texts.length === 0) return [];
  if (op === "regex") return [{ title, replace: { op, value: `(?i)${texts[0]}` } }];
  const any = texts.map(literally).join("|");
  const pattern = `(?i)${op === "contains" ? any : texts.length === 1 ? `^${any}$` : `^(?:${any})$`}`;
  const isText = node?.exact === true && node.types.length === 1 && node.types[0] === "string";
  return isText && op === "contains"
    ? [{ title, replace: { op: "regex", value: pattern } }]
    : [{ title, deny: { op: "regex", value: pattern, message: "Upper and lower case make no difference here." } }];
}
