/** What an operator compares with: the JSON type of a condition's `value` (spec §1). */
export type OperandKind = "array" | "number" | "boolean" | "pattern" | "any";

/** The eleven operators (spec §1). */
export type Operator = "eq" | "neq" | "lt" | "lte" | "gt" | "gte" | "in" | "not_in" | "exists" | "regex" | "contains";

/** What a person has to know of an operator. */
export interface OperatorDescription {
  readonly name: Operator;
  /** When a condition with this operator holds: one sentence. */
  readonly meaning: string;
  /** What `value` has to be. */
  readonly takes: OperandKind;
  /** What surprises people, in one sentence. */
  readonly pitfall?: string;
}

const onlyNumbers = 'It never holds unless the argument is a JSON number: the string "500" is not one.';

const list: readonly OperatorDescription[] = [
  {
    name: "eq",
    meaning: "Holds when the argument equals the value.",
    takes: "any",
    pitfall:
      'Unless both are numbers, their printed text is compared: "5" equals the number 5, but "1000000" does not equal 1000000, which is printed as "1e+06".',
  },
  {
    name: "neq",
    meaning: "Holds when the argument is there and does not equal the value.",
    takes: "any",
    pitfall: "It does not hold when the argument is missing.",
  },
  { name: "lt", meaning: "Holds when the argument is less than the number.", takes: "number", pitfall: onlyNumbers },
  {
    name: "lte",
    meaning: "Holds when the argument is less than the number or equal to it.",
    takes: "number",
    pitfall: onlyNumbers,
  },
  { name: "gt", meaning: "Holds when the argument is greater than the number.", takes: "number", pitfall: onlyNumbers },
  {
    name: "gte",
    meaning: "Holds when the argument is greater than the number or equal to it.",
    takes: "number",
    pitfall: onlyNumbers,
  },
  {
    name: "in",
    meaning: "Holds when the argument equals one of the values in the array.",
    takes: "array",
    pitfall: 'Values are compared as by eq: "5" equals the number 5, but "1000000" does not equal 1000000.',
  },
  {
    name: "not_in",
    meaning: "Holds when the argument is there and equals none of the values in the array.",
    takes: "array",
    pitfall: "It does not hold when the argument is missing.",
  },
  {
    name: "exists",
    meaning: "With true, holds when the argument is there and not null; with false, when it is missing or null.",
    takes: "boolean",
  },
  {
    name: "regex",
    meaning:
      "Holds when the argument is a string in which the pattern is found (Go's regular expressions, package regexp).",
    takes: "pattern",
    pitfall: "The pattern matches anywhere in the string, unless it is between ^ and $.",
  },
  {
    name: "contains",
    meaning:
      "Holds when the argument is a string that contains the value, or an array with an element that equals the value.",
    takes: "any",
  },
];

/** The operators by name, in the order in which the format lists them (spec §1). */
export const operators: ReadonlyMap<string, OperatorDescription> = new Map(list.map((each) => [each.name, each]));

/** Whether a text is one of the eleven; case counts. */
export function isOperator(text: string): text is Operator {
  return operators.has(text);
}
