import { testCondition } from "../../policy/decide/condition";
import type { JsonValue } from "../../policy/text/json";
import { conditionDoubtInWords } from "../../policy/words/notKnownInWords";
import type { TryConditionParams, TryConditionResult } from "../../protocol/builder";
import { argumentsWith } from "../../reach/attacks/passes";
import { likelyValues } from "../completion/argument";
import type { Environment } from "../environment";
import { argumentAt } from "./startingValues";

/** More samples than a person looks at. */
const mostTries = 20;

/** Whether a condition holds for values of its argument: those that are typed, and those that the schema names. */
export function tryCondition(
  { tool, condition, samples }: TryConditionParams,
  environment: Environment,
): TryConditionResult {
  const { path, op } = condition;
  if (typeof path !== "string" || typeof op !== "string") return { tries: [] };
  const value = (condition.value ?? null) as JsonValue;
  const typed = (Array.isArray(samples) ? samples : []).filter((sample) => typeof sample === "string");
  const known = likelyValues(argumentAt(environment, tool, path), op === "contains" ? "eq" : op);
  const values = [...typed.map((sample) => typedValue(sample, known)), ...known].slice(0, mostTries);
  return {
    tries: values.map((sample) => {
      const { holds, notKnown } = testCondition(
        { path, op, value, span: { start: 0, end: 0 } },
        argumentsWith(path, sample),
      );
      const outcome = holds === undefined ? "not known" : holds ? "holds" : "does not hold";
      return { value: sample, outcome, why: notKnown === undefined ? "" : conditionDoubtInWords(notKnown) };
    }),
  };
}

/** What is typed is a string, unless it is a number, a list or the like: agents send an argument of one type. */
function typedValue(sample: string, known: readonly JsonValue[]): JsonValue {
  if (known.some((value) => typeof value === "string")) return sample;
  try {
    return JSON.parse(sample) as JsonValue;
  } catch {
    return sample;
  }
}
