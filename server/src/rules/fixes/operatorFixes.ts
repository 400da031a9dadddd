import { patternFor, presenceFor } from "../../policy/model/textOperator";
import type { PolicyProblem } from "../../policy/problems/policyProblem";
import { type JsonValue, toJson } from "../../policy/text/json";
import type { Node } from "../../policy/text/navigate";
import { findProperty } from "../../policy/text/navigate";
import { spanOf } from "../../policy/text/span";
import type { Fix } from "../engine/rule";

/** Writes an operator of another language in one of the eleven, with the value that it then needs: `startsWith`, `isNull`. */
export function operatorFixes(node: Node, { span, nodesFrom = 0 }: PolicyProblem): readonly Fix[] {
  const operator = String(node.value);
  const value = findProperty(node.parent?.parent, "value")?.value;
  const replace = (op: string, operand: JsonValue): readonly Fix[] => {
    if (value === undefined) return [];
    const written = JSON.stringify(operand);
    return [
      {
        title: `Replace it with ${op} ${written}`,
        edits: [
          { span, newText: JSON.stringify(op) },
          { span: spanOf(value, nodesFrom), newText: written },
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
