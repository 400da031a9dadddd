import { testCondition } from "../../../policy/decide/condition";
import { appendElement, removeElements } from "../../../policy/edit/memberEdits";
import type { Member, PolicyDocument } from "../../../policy/model/document";
import type { Placed } from "../../../policy/model/policy";
import type { ConditionSyntax } from "../../../policy/model/toolModel";
import type { JsonValue } from "../../../policy/text/json";
import { elementsOf } from "../../../policy/text/navigate";
import { printedForm } from "../../../policy/text/printedForm";
import { spanOf } from "../../../policy/text/span";
import { shownValue } from "../../../policy/words/shownValue";
import type { Candidate } from "./candidate";

/**
 * Changes what a condition compares with, as little as possible, so that it holds for these arguments, or does not. None
 * for a condition that has no bound: a pattern has to be changed by its author.
 */
export function turnCondition(
  document: PolicyDocument,
  { offset }: Placed<Member>,
  { condition, op: opNode, value: valueNode }: ConditionSyntax,
  args: unknown,
  holds: boolean,
): readonly Candidate[] {
  const { path, op, value } = condition;
  const { actual } = testCondition(condition, args);
  if (opNode === undefined || valueNode === undefined || actual === undefined || actual === null) return [];
  const listed = isScalar(actual) ? actual : undefined;
  switch (op) {
    case "lt":
    case "lte":
    case "gt":
    case "gte": {
      const bound = boundFor(op, actual, holds);
      if (bound === undefined || typeof value !== "number") return [];
      const verb = bound > value ? "Raise" : "Lower";
      return [
        {
          title: `${verb} the bound of ${path} from ${shownValue(value)} to ${shownValue(bound)}`,
          edits: [{ span: spanOf(valueNode, offset), newText: JSON.stringify(bound) }],
          way: "change",
        },
      ];
    }
    case "in":
    case "not_in": {
      if (listed === undefined || valueNode.type !== "array") return [];
      if ((op === "in") === holds)
        return [
          {
            title: `Add ${shownValue(listed)} to the values of ${path}`,
            edits: [appendElement(document, valueNode, offset, listed)],
            way: "change",
          },
        ];
      const equal = elementsOf(valueNode).filter((element) => isEqual(element.value, listed));
      // An empty list would be another rule.
      if (equal.length === 0 || equal.length === elementsOf(valueNode).length) return [];
      return [
        {
          title: `Remove ${shownValue(listed)} from the values of ${path}`,
          edits: removeElements(equal, offset),
          way: "change",
        },
      ];
    }
    case "eq":
    case "neq": {
      if (listed === undefined || !isScalar(value) || (op === "eq") !== holds) return [];
      const list = op === "eq" ? "in" : "not_in";
      return [
        {
          title: `Compare ${path} with ${shownValue(value)} and ${shownValue(listed)}, by "${list}"`,
          edits: [
            { span: spanOf(opNode, offset), newText: JSON.stringify(list) },
            { span: spanOf(valueNode, offset), newText: `[${JSON.stringify(value)}, ${JSON.stringify(listed)}]` },
          ],
          way: "change",
        },
      ];
    }
    default:
      return [];
  }
}

/** The bound nearest to a number with which a comparison with it holds, or does not: the number itself, or a whole one. */
function boundFor(op: "lt" | "lte" | "gt" | "gte", actual: JsonValue, holds: boolean): number | undefined {
  if (typeof actual !== "number" || !Number.isFinite(actual)) return undefined;
  const includes = op === "lte" || op === "gte";
  if (includes === holds) return actual;
  // Beyond these, the number beside a number is the same one.
  if (Math.abs(actual) >= Number.MAX_SAFE_INTEGER) return undefined;
  const isUpper = op === "lt" || op === "lte";
  return isUpper === holds ? Math.floor(actual) + 1 : Math.ceil(actual) - 1;
}

function isScalar(value: JsonValue): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isEqual(element: unknown, value: string | number | boolean): boolean {
  return isScalar(element as JsonValue) && printedForm(element as JsonValue) === printedForm(value);
}
