import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/text/json";
import { listOf, own } from "../jsonSchema";
import { anything, type Budget, choice, merged, type Shape, shapeOf } from "./shape";

/** How often a call that fits the schema has a field, when the object around it is there. */
export type Presence = "always" | "sometimes" | "never";

/** The names of the fields that a shape lists, in the schema's order. */
export function fieldNames(shape: Shape): readonly string[] {
  const names = new Set<string>();
  const visit = ({ all, groups }: Shape): void => {
    for (const schema of all) {
      const properties = own(schema, "properties");
      if (isJsonObject(properties)) for (const name of Object.keys(properties)) names.add(name);
    }
    for (const group of groups) for (const branch of group) visit(branch);
  };
  visit(shape);
  return [...names];
}

/** What a shape says about its field of that name. */
export function fieldShape(shape: Shape, name: string, root: JsonObject, budget: Budget): Shape {
  const pick = (schema: JsonObject): JsonValue | undefined => {
    const properties = own(schema, "properties");
    return isJsonObject(properties) ? own(properties, name) : undefined;
  };
  return inner(shape, pick, root, budget) ?? anything;
}

/** What a shape says about the elements of an array; undefined when it says nothing. */
export function elementShape(shape: Shape, root: JsonObject, budget: Budget): Shape | undefined {
  const pick = (schema: JsonObject): JsonValue | undefined => {
    const items = own(schema, "items");
    // A list of schemas, one per position: a draft-07 tuple, `prefixItems` since 2020-12.
    const positions = Array.isArray(items) ? items : listOf(schema, "prefixItems");
    return positions.length > 0 ? { anyOf: positions } : items;
  };
  return inner(shape, pick, root, budget);
}

/** Whether a field is required. Alternatives count: what each branch requires is always there. */
export function presenceOf(shape: Shape, name: string): Presence {
  if (shape.all.some((schema) => listOf(schema, "required").includes(name))) return "always";
  let sometimes = shape.all.some((schema) => isRequiredByAnother(schema, name));
  for (const group of shape.groups) {
    const presences = group.map((branch) => presenceOf(branch, name));
    if (presences.every((presence) => presence === "always")) return "always";
    sometimes ||= presences.some((presence) => presence !== "never");
  }
  return sometimes ? "sometimes" : "never";
}

/** `dependentRequired`, and `dependencies` of draft-07: required when another field is there. */
function isRequiredByAnother(schema: JsonObject, name: string): boolean {
  return ["dependentRequired", "dependencies"].some((keyword) => {
    const dependent = own(schema, keyword);
    return (
      isJsonObject(dependent) && Object.values(dependent).some((names) => Array.isArray(names) && names.includes(name))
    );
  });
}

/** The shape of what `pick` finds in all parts; a branch that says nothing of it accepts anything there. */
function inner(
  shape: Shape,
  pick: (schema: JsonObject) => JsonValue | undefined,
  root: JsonObject,
  budget: Budget,
): Shape | undefined {
  const parts: Shape[] = [];
  for (const schema of shape.all) {
    const found = pick(schema);
    if (found !== undefined) parts.push(shapeOf(found, root, budget));
  }
  for (const group of shape.groups) {
    const found = group.map((branch) => inner(branch, pick, root, budget));
    const said = found.filter((each) => each !== undefined);
    const [only] = said;
    if (only === undefined) continue;
    // A field that one alternative alone lists is, for people, what that one says.
    const joined = said.length === 1 ? only : choice(said);
    parts.push(said.length < found.length ? { ...joined, partial: true } : joined);
  }
  return parts.length === 0 ? undefined : merged(parts);
}
