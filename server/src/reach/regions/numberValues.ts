import type { Condition } from "../../policy/model/policy";
import type { JsonValue } from "../../policy/text/json";
import { printedForm } from "../../policy/text/printedForm";

/**
 * A number for each way in which conditions can treat numbers: every one that they compare with, and one between each two
 * neighbours. Whole numbers where there are any.
 */
export function numberValues(conditions: readonly Condition[]): readonly number[] {
  const points = [...new Set([0, ...conditions.flatMap(({ value }) => comparedNumbers(value))])].toSorted(
    (a, b) => a - b,
  );
  const values: number[] = [];
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    const between = before === undefined ? below(point) : middle(before, point);
    if (between !== undefined) values.push(between);
    values.push(point);
  }
  const last = points.at(-1) ?? 0;
  const after = above(last);
  if (after !== undefined) values.push(after);
  // Of values that all conditions treat alike, the first is shown. Minus zero is equal to zero, and printed in another way.
  return [...values.filter(Number.isInteger), ...values.filter((value) => !Number.isInteger(value)), -0];
}

/** A text is equal to the number that is printed like it (policy format, "Conditions"). */
function comparedNumbers(value: JsonValue): readonly number[] {
  if (typeof value === "number") return [value];
  if (Array.isArray(value))
    return value.flatMap((each: JsonValue) => (Array.isArray(each) ? [] : comparedNumbers(each)));
  if (typeof value !== "string" || value === "" || value.length > 32) return [];
  const number = Number(value);
  return Number.isFinite(number) && printedForm(number) === value ? [number] : [];
}

function below(point: number): number | undefined {
  return (
    finite(Math.ceil(point) - 1, (value) => value < point) ??
    finite(point * (point < 0 ? 2 : 0.5), (value) => value < point) ??
    finite(-Number.MAX_VALUE, (value) => value < point)
  );
}

function above(point: number): number | undefined {
  return (
    finite(Math.floor(point) + 1, (value) => value > point) ??
    finite(point * (point > 0 ? 2 : 0.5), (value) => value > point) ??
    // Twice a large number is none, and there may be some in between.
    finite(Number.MAX_VALUE, (value) => value > point)
  );
}

/** A number strictly between two; undefined when no double lies there. */
function middle(low: number, high: number): number | undefined {
  const isInside = (value: number): boolean => value > low && value < high;
  return (
    finite(Math.floor(low) + 1, isInside) ??
    finite(low + (high - low) / 2, isInside) ??
    finite(low / 2 + high / 2, isInside)
  );
}

function finite(value: number, fits: (value: number) => boolean): number | undefined {
  return Number.isFinite(value) && fits(value) ? value : undefined;
}
