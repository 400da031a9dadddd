import type { Condition } from "../policy/model/policy";
import type { Demand } from "./formula";
import { missing, type Region, type Regions } from "./regions/region";
import { regionsOf } from "./regions/regionsOf";
import type { Work } from "./work";

/** A place of the arguments that conditions look at, or that is around such a place. */
export interface Variable {
  /** `args.` and names. */
  readonly path: string;
  readonly conditions: readonly Condition[];
  /** Cut when first asked for: of a call that cannot be, one argument tells. */
  readonly cut: () => Regions;
  /** The variable around it; undefined for an argument itself. */
  readonly around: Variable | undefined;
}

/** The places that demands look at: those around others come first. */
export function variablesOf(demands: readonly Demand[], work: Work): readonly Variable[] {
  const byPath = new Map<string, Condition[]>();
  const add = (path: string): Condition[] => {
    const known = byPath.get(path);
    if (known !== undefined) return known;
    const outer = pathAround(path);
    if (outer !== undefined) add(outer);
    const made: Condition[] = [];
    byPath.set(path, made);
    return made;
  };
  const literals = demands.flatMap(({ all, choices }) => [...all, ...choices.flat()]);
  for (const condition of new Set(literals.map((literal) => literal.condition))) add(condition.path).push(condition);

  const variables = new Map<string, Variable>();
  for (const [path, found] of byPath) {
    const conditions = inOneOrder(found);
    const outer = pathAround(path);
    const around = outer === undefined ? undefined : variables.get(outer);
    let cut: Regions | undefined;
    variables.set(path, {
      path,
      conditions,
      around,
      cut: () => {
        cut ??= cutIntoRegions(path, conditions, work);
        return cut;
      },
    });
  }
  return [...variables.values()];
}

/** The order of their texts, so that the other direction of a comparison cuts the same. */
function inOneOrder(conditions: readonly Condition[]): readonly Condition[] {
  if (conditions.length < 2) return conditions;
  const texts = new Map(conditions.map((condition) => [condition, JSON.stringify([condition.op, condition.value])]));
  const textOf = (condition: Condition): string => texts.get(condition) ?? "";
  return conditions.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : Number(textOf(a) > textOf(b))));
}

function cutIntoRegions(path: string, conditions: readonly Condition[], work: Work): Regions {
  if (conditions.length > 0) return regionsOf(path, conditions, work);
  // Only whether there is an object matters, since fields of it are looked at.
  const regions: Region[] = [
    { value: missing, isObject: false, holds: [] },
    { value: {}, isObject: true, holds: [] },
  ];
  return { regions, notKnown: undefined };
}

/** `args.a` for `args.a.b`; undefined for an argument itself, and for what is no path. */
function pathAround(path: string): string | undefined {
  const outer = path.slice(0, path.lastIndexOf("."));
  return path.startsWith("args.") && outer !== "args" ? outer : undefined;
}
