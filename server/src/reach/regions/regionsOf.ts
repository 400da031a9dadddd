import { compileCondition } from "../../policy/decide/condition";
import type { Condition } from "../../policy/model/policy";
import type { JsonValue } from "../../policy/text/json";
import { printedForm } from "../../policy/text/printedForm";
import { Recent } from "../recent";
import { textRegions } from "../text/textRegions";
import type { Work } from "../work";
import { answersKey } from "./answersKey";
import { arrayValues } from "./arrayValues";
import { numberValues } from "./numberValues";
import { missing, type Region, type Regions } from "./region";

/** Tools ask the same of an argument, and so do both directions of a comparison. */
const cuts = new Recent<Regions>(100);

/** Conditions that are tested in the time of a step. */
const testsPerStep = 8;

/** What longer conditions are cut into can be large, and is not kept. */
const longestKept = 2_000;

/**
 * Cuts the values that an argument can have into regions that all conditions on it treat alike. What is no text is asked
 * from the function that decides, by one value for each region; texts are cut by automata.
 *
 * @param path where the conditions look, `args.` and names
 * @param conditions all on that path
 * @throws TooMuchWork
 */
export function regionsOf(path: string, conditions: readonly Condition[], work: Work): Regions {
  // An argument that no call has is told apart; what the others are called makes no difference.
  const key = JSON.stringify([path.startsWith("args."), ...conditions.map(({ op, value }) => [op, value])]);
  const cut = (): Regions => cutIntoRegions(path, conditions, work);
  return key.length > longestKept ? cut() : cuts.get(key, cut);
}

function cutIntoRegions(path: string, conditions: readonly Condition[], work: Work): Regions {
  const keys = path.split(".").slice(1);
  const isReachable = path.startsWith("args.");
  let untold = false;
  const tests = conditions.map((condition) => compileCondition(condition).holds);
  const holdsFor = (value: JsonValue | typeof missing): readonly boolean[] => {
    const args = value === missing ? {} : nested(keys, value);
    work.spend(1 + Math.ceil(tests.length / testsPerStep));
    return tests.map((test) => {
      const holds = test(args);
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
  const texts = textRegions(conditions, work);
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
    const key = `${value === missing ? "missing" : Array.isArray(value) ? "array" : typeof value} ${isObject} ${answersKey(holds)}`;
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
