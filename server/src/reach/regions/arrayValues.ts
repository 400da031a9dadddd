import type { Condition } from "../../policy/model/policy";
import type { JsonValue } from "../../policy/text/json";
import { printedForm } from "../../policy/text/printedForm";

/** Elements whose subsets are tried; each one more doubles them. */
const mostElements = 6;

/** An array for each way in which conditions can treat arrays, and why there may be more. */
export function arrayValues(conditions: readonly Condition[]): {
  readonly values: readonly JsonValue[];
  readonly notKnown: string | undefined;
} {
  const asked = conditions.filter(({ op }) => op === "contains").map(({ value }) => value);
  const elements = distinct(asked);
  const isCut = elements.length > mostElements;
  const values: JsonValue[] = subsets(elements.slice(0, mostElements));
  values.push([neither(elements)]);
  const printed = conditions.flatMap(({ op, value }) => (comparesPrinted.has(op) ? printedTexts(op, value) : []));
  // An array is equal to the text that is printed like it: that of one element prints as its text in brackets.
  values.push(
    ...printed.filter((text) => text.startsWith("[") && text.endsWith("]")).map((text) => [text.slice(1, -1)]),
  );
  const isPrinted = printed.some((text) => text.startsWith("["));
  return {
    values,
    notKnown: isCut
      ? `More than ${mostElements} conditions look for elements of one array.`
      : isPrinted && elements.length > 0
        ? "An array is compared as a whole, and by its elements."
        : undefined,
  };
}

const comparesPrinted = new Set(["eq", "neq", "in", "not_in"]);

function printedTexts(op: string, value: JsonValue): readonly string[] {
  const isList = (op === "in" || op === "not_in") && Array.isArray(value);
  return (isList ? (value as readonly JsonValue[]) : [value]).map((each) => printedForm(each));
}

function subsets(elements: readonly JsonValue[]): JsonValue[][] {
  const found: JsonValue[][] = [[]];
  for (const element of elements) found.push(...found.map((each) => [...each, element]));
  return found;
}

/** An element that is not one of them. */
function neither(elements: readonly JsonValue[]): string {
  const taken = new Set(elements.map((each) => printedForm(each)));
  for (let count = 0; ; count++) {
    const candidate = count === 0 ? "other" : `other${count}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function distinct(values: readonly JsonValue[]): readonly JsonValue[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
