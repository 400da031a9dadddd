import type { PolicyProblem } from "../../policy/problems/policyProblem";
import type { Remedy } from "../../policy/text/problem";
import { quote } from "../../policy/words/plain/quote";
import type { Fix, FixPlace } from "../engine/rule";
import { conditionWrapping } from "./conditionWrapping";
import { earlierField, earlierMember } from "./earlierKey";
import { missingFieldFixes } from "./missingFieldFixes";
import { noteFixes } from "./noteFixes";
import { operatorFixes } from "./operatorFixes";
import { wrongTypeFixes } from "./wrongTypeFixes";

/** A remedy as edits of the text. The nodes of the problem count from `nodesFrom`. */
export function remedyFixes(remedy: Remedy, problem: PolicyProblem, place: FixPlace): readonly Fix[] {
  switch (remedy.kind) {
    case "rename-key":
      return [replacement(`Rename it to ${quote(remedy.to)}`, problem, JSON.stringify(remedy.to), remedy.certain)];
    case "replace-value":
      return [replacement(`Replace it with ${quote(remedy.by)}`, problem, JSON.stringify(remedy.by), false)];
    case "replace-part":
      return [replacement(`Write ${remedy.by}`, problem, JSON.stringify(remedy.by).slice(1, -1), false)];
    case "add-fields":
      return missingFieldFixes(remedy, problem, place);
    case "wrap-condition":
      return conditionWrapping(remedy.condition, problem, place);
    case "retype":
      return wrongTypeFixes(remedy, problem, place);
    case "replace-operator":
      return operatorFixes(remedy.operator, problem);
    case "drop-note":
      return noteFixes(remedy.key, problem, place);
    case "remove-earlier":
      return earlierField(remedy.key, problem);
    case "remove-earlier-member":
      return earlierMember(remedy, place);
  }
}

function replacement(title: string, { span }: PolicyProblem, newText: string, automatic: boolean): Fix {
  return { title, edits: [{ span, newText }], keepsMeaning: false, automatic };
}
