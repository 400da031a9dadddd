import { testCondition } from "../../policy/decide/condition";
import type { Condition } from "../../policy/model/policy";
import type { JsonValue } from "../../policy/text/json";
import { printedForm } from "../../policy/text/printedForm";
import { textRegions } from "../text/textRegions";
import { arrayValues } from "./arrayValues";
import { numberValues } from "./numberValues";
import { missing, type Region, type Regions } from "./region";

/**
 * Cuts the values that an argument can have into regions that all conditions on it treat alike. What is no text is asked
 * from the function that decides, by one value for each region; texts are cut by automata.
 *
 * @param path where the conditions look, `args.` and names
 * @param conditions all on that path
 */
export function regionsOf(path: string, conditions: readonly Condition[]): Regions {
  const keys = path.split(".").slice(1);
  const isReachable = path.startsWith("args.");
  let untold = false;
  const holdsFor = (value: JsonValue | typeof missing): readonly boolean[] => {
    const args = value === missing ? {} : nested(keys, value);
    return conditions.map((condition) => {
      const { holds } = testCondition(condition, args);
      untold ||= holds === undefined;
      return holds ?? false;
    });
  };
  const region = (value: JsonValue | typeof missing, isObject = false): Region => ({
    value,
    isObject,
    holds: holdsFor(value),
  });
  if (!isReachable) return { regions: [region(missing)], notKnown: undefined };

  const arrays = arrayValues(conditions);
  const texts = textRegions(conditions);
  const regions: Region[] = [
    region(missing),
    ...(texts ?? []).map(({ language, holds }) => ({ value: "", language, holds, isObject: false })),
    ...numberValues(conditions).map((value) => region(value)),
    region(true),
    region(false),
    ...arrays.values.map((value) => region(value)),
    region({}, true),
    region(null),
  ];
  const isPrintedObject = conditions.some(({ value }) =>
    [value].flat().some((each) => looksLikeObject(each as JsonValue)),
  );
  return {
    regions: distinctRegions(regions),
    notKnown:
      texts === undefined
        ? "A pattern is too large to be compared with the others, or its meaning depends on the gateway's build."
        : untold
          ? "It is not known whether a condition holds."
          : (arrays.notKnown ?? (isPrintedObject ? "An object is compared as a whole." : undefined)),
  };
}

/** Of regions of one kind that all conditions treat alike, the first is enough; texts are told apart already. */
function distinctRegions(regions: readonly Region[]): readonly Region[] {
  const seen = new Set<string>();
  return regions.filter(({ value, language, isObject, holds }) => {
    if (language !== undefined) return true;
    const key = `${value === missing ? "missing" : Array.isArray(value) ? "array" : typeof value} ${isObject} ${holds.join()}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function looksLikeObject(value: JsonValue): boolean {
  return printedForm(value).startsWith("map[");
}

function nested(keys: readonly string[], value: JsonValue): JsonValue {
  return keys.reduceRight<JsonValue>(
    (inner, key) => ({ __proto__: null, [key]: inner }) as unknown as JsonValue,
    value,
  );
}
