import type { Condition } from "../model/policy";
import type { JsonValue } from "../text/json";
import { listInWords, shownText, shownValue } from "./shownValue";

/** The parts of a condition as sentences show them. */
export interface ShownCondition {
  readonly path: string;
  readonly value: string;
  /** The value of `in` and `not_in`, if it is an array. */
  readonly list: string;
}

const shown = new WeakMap<Condition, ShownCondition>();

/** The parts of a condition for sentences; made once per condition, since each call that is explained shows them. */
export function shownCondition(condition: Condition): ShownCondition {
  const known = shown.get(condition);
  if (known !== undefined) return known;
  const { path, value } = condition;
  const made = {
    path: shownText(path),
    value: shownValue(value),
    list: Array.isArray(value) ? listInWords(value as readonly JsonValue[]) : "",
  };
  shown.set(condition, made);
  return made;
}
