import type { Condition } from "../policy/model/policy";
import type { Demand } from "./formula";
import { missing, type Region, type Regions } from "./regions/region";
import { regionsOf } from "./regions/regionsOf";

/** A place of the arguments that conditions look at, or that is around such a place. */
export interface Variable {
  /** `args.` and names. */
  readonly path: string;
  readonly conditions: readonly Condition[];
  readonly regions: readonly Region[];
  readonly notKnown: string | undefined;
  /** The variable around it; undefined for an argument itself. */
  readonly around: Variable | undefined;
}

/** The places that demands look at: those around others come first. */
export function variablesOf(demands: readonly Demand[]): readonly Variable[] {
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
  for (const [path, conditions] of byPath) {
    const outer = pathAround(path);
    const around = outer === undefined ? undefined : variables.get(outer);
    variables.set(path, { path, conditions, around, ...cutIntoRegions(path, conditions) });
  }
  return [...variables.values()];
}

function cutIntoRegions(path: string, conditions: readonly Condition[]): Regions {
  if (conditions.length > 0) return regionsOf(path, conditions);
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
