import { patternFor, presenceFor } from "../../policy/model/textOperator";
import { type JsonValue, toJson } from "../../policy/text/json";
import { findProperty } from "../../policy/text/navigate";
import type { Problem } from "../../policy/text/problem";
import { spanOf } from "../../policy/text/span";
import { placeInText } from "../engine/placeInText";
import type { Fix, FixPlace } from "../engine/rule";

/** Writes an operator of another language in one of the eleven, with the value that it then needs: `startsWith`, `isNull`. */
export function operatorFixes({ span }: Problem, { document }: FixPlace): readonly Fix[] {
  const found = placeInText(document, span);
  const condition = found?.node.parent?.parent;
  if (found === undefined || condition === undefined || typeof found.node.value !== "string") return [];
  const operator = found.node.value;
  const value = findProperty(condition, "value")?.value;
  const replace = (op: string, operand: JsonValue): readonly Fix[] => {
    if (value === undefined) return [];
    const written = JSON.stringify(operand);
    return [
      {
        title: `Replace it by ${op} ${written}`,
        edits: [
          { span, newText: JSON.stringify(op) },
          { span: spanOf(value, found.member.offset), newText: written },
        ],
        keepsMeaning: false,
        automatic: false,
      },
    ];
  };
  const pattern = value === undefined ? undefined : patternFor(operator, toJson(value));
  if (pattern !== undefined) return replace("regex", pattern);
  const presence = presenceFor(operator);
  return presence === undefined ? [] : replace("exists", presence);
}
