import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/text/json";
import { listOf, own } from "../jsonSchema";
import { referencesOf } from "./reference";

/** What a schema asks of a value, with references followed: all of some plain schemas, and one branch of each group. */
export interface Shape {
  /** Schemas that the value fits, all of them; their combining keywords are already part of the shape. */
  readonly all: readonly JsonObject[];
  /** Alternatives: the value fits one branch of each group. */
  readonly groups: readonly (readonly Shape[])[];
  /** Null is accepted beside the rest: `anyOf: [X, {"type": "null"}]` is X that may be null. */
  readonly nullable: boolean;
  /** No value fits (`false`). */
  readonly impossible: boolean;
  /** A part was not read: a reference that leads out or in a circle, or a bound was met. */
  readonly cut: boolean;
  /** Some alternative around it says nothing about the value, so that it may be anything there. */
  readonly partial: boolean;
}

/** What is left of the work that one input schema may cost. */
export interface Budget {
  /** Schemas that may still be read. */
  schemas: number;
}

/** The shape that any value has. */
export const anything: Shape = { all: [], groups: [], nullable: false, impossible: false, cut: false, partial: false };
const unread: Shape = { ...anything, cut: true };
const nothing: Shape = { ...anything, impossible: true };

/** Schemas that a reader of one input schema looks at; the longest real one seen has some 3,000. */
export const mostSchemas = 20_000;
/** Schemas that one value may be made of. */
const mostParts = 500;

/** Reads a schema. Total: whatever is no schema accepts anything, as the specification's `true` does. */
export function shapeOf(schema: JsonValue | undefined, root: JsonObject, budget: Budget): Shape {
  const share: Budget = { schemas: Math.min(budget.schemas, mostParts) };
  const granted = share.schemas;
  const shape = read(schema, root, share, []);
  budget.schemas -= granted - share.schemas;
  return shape;
}

/** The shape of what fits several schemas at once. */
export function merged(shapes: readonly Shape[]): Shape {
  const [only] = shapes;
  if (only !== undefined && shapes.length === 1) return only;
  return {
    all: shapes.flatMap(({ all }) => all),
    groups: shapes.flatMap(({ groups }) => groups),
    nullable: shapes.some(({ nullable }) => nullable),
    impossible: shapes.some(({ impossible }) => impossible),
    cut: shapes.some(({ cut }) => cut),
    partial: shapes.some(({ partial }) => partial),
  };
}

/** `trail` has the schemas that are being read: one that comes up again is a circle. */
function read(schema: JsonValue | undefined, root: JsonObject, budget: Budget, trail: readonly JsonObject[]): Shape {
  if (schema === false) return nothing;
  if (!isJsonObject(schema)) return anything;
  if (budget.schemas <= 0 || trail.includes(schema)) return unread;
  if (fitsNothing(schema)) return nothing;
  budget.schemas--;
  const inner = (value: JsonValue | undefined): Shape => read(value, root, budget, [...trail, schema]);

  const parts: Shape[] = [{ ...anything, all: [schema] }];
  for (const { target } of referencesOf(schema, root)) parts.push(target === undefined ? unread : inner(target));
  for (const each of listOf(schema, "allOf")) parts.push(inner(each));
  for (const keyword of ["anyOf", "oneOf"]) {
    const branches = listOf(schema, keyword);
    // Most schemas have none, and there are many schemas.
    if (branches.length > 0) parts.push(alternatives(branches.map(inner)));
  }
  const [whenTrue, whenFalse] = [own(schema, "then"), own(schema, "else")];
  if (Object.hasOwn(schema, "if") && (whenTrue ?? whenFalse) !== undefined)
    parts.push(alternatives([inner(whenTrue), inner(whenFalse)]));
  for (const keyword of ["dependentSchemas", "dependencies"]) {
    const dependent = own(schema, keyword);
    if (!isJsonObject(dependent)) continue;
    for (const each of Object.values(dependent)) {
      if (isJsonObject(each)) parts.push(alternatives([inner(each), anything]));
    }
  }
  return merged(parts);
}

/** The shape of what fits one of several. */
export function choice(branches: readonly Shape[]): Shape {
  return { ...anything, groups: [branches], cut: branches.some(({ cut }) => cut) };
}

/** `{"not": {}}`, which generators write for a value that is never there. */
function fitsNothing(schema: JsonObject): boolean {
  const excluded = own(schema, "not");
  return excluded === true || (isJsonObject(excluded) && Object.keys(excluded).length === 0);
}

/** One of several branches; those that only say "or null", or that nothing fits, are no choice. */
function alternatives(branches: readonly Shape[]): Shape {
  const possible = branches.filter(({ impossible }) => !impossible);
  if (possible.length === 0) return branches.length === 0 ? anything : nothing;
  const others = possible.filter((branch) => !isNullOnly(branch));
  const nullable = others.length < possible.length;
  const [only] = others;
  if (only === undefined) return possible[0] ?? anything;
  if (others.length === 1) return { ...only, nullable: nullable || only.nullable };
  return { ...choice(others), nullable };
}

function isNullOnly({ all, groups }: Shape): boolean {
  const [schema] = all;
  if (schema === undefined || all.length > 1 || groups.length > 0) return false;
  return own(schema, "type") === "null" || own(schema, "const") === null;
}
