import {
  argumentsOf,
  defaultOf,
  descriptionOf,
  enumOf,
  fieldsOfSchema,
  resolveReference,
  typesOf,
} from "../../catalogue/inputSchema";
import { own } from "../../catalogue/jsonSchema";
import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/json";
import type { Policy } from "../../policy/policy";

/** The name of an argument that could stand at a place, or of a field of one. */
export interface ArgumentName {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** What its value is written in. */
  readonly brackets: "[]" | "{}" | '""' | "";
}

/** Steps into the arguments: names, and indices of lists. */
export type ArgumentPath = readonly (string | number)[];

/** The names that an object at this place of the arguments can have, by the tool's input schema. */
export function argumentNames(inputSchema: JsonObject, path: ArgumentPath): readonly ArgumentName[] {
  const schema = schemaAt(inputSchema, path);
  if (schema === undefined) return [];
  const fields = path.length === 0 ? argumentsOf(inputSchema) : fieldsOfSchema(schema, inputSchema);
  return fields.map(({ name, schema: described, required }) => ({
    name,
    required,
    description: descriptionOf(described),
    brackets: bracketsOf(described),
  }));
}

/** Values that are worth a test at this place: those that the schema lists, and those that the policy compares with. */
export function argumentValues(
  inputSchema: JsonObject | undefined,
  path: ArgumentPath,
  policy: Policy | undefined,
  tool: string,
): readonly { readonly value: JsonValue; readonly detail: string }[] {
  const schema = inputSchema && schemaAt(inputSchema, path);
  const described = schema === undefined ? [] : valuesOf(schema);
  const compared = policy === undefined ? [] : comparedValues(policy, tool, `args.${path.join(".")}`);
  const found = new Map<string, { value: JsonValue; detail: string }>();
  for (const value of compared) found.set(JSON.stringify(value), { value, detail: "the policy compares with it" });
  for (const value of described)
    if (!found.has(JSON.stringify(value))) found.set(JSON.stringify(value), { value, detail: "" });
  return [...found.values()];
}

function schemaAt(root: JsonObject, path: ArgumentPath): JsonObject | undefined {
  let current: JsonObject | undefined = root;
  for (const [depth, step] of path.entries()) {
    if (current === undefined) return undefined;
    if (typeof step === "number") {
      const items: JsonValue | undefined = own(resolveReference(current, root), "items");
      current = isJsonObject(items) ? resolveReference(items, root) : undefined;
    } else {
      const fields = depth === 0 ? argumentsOf(root) : fieldsOfSchema(current, root);
      current = fields.find(({ name }) => name === step)?.schema;
    }
  }
  return current;
}

function valuesOf(schema: JsonObject): readonly JsonValue[] {
  const only = enumOf(schema);
  if (only !== undefined) return only;
  if (typesOf(schema).includes("boolean")) return [true, false];
  const usual = defaultOf(schema);
  return usual === undefined ? [] : [usual];
}

/** What the conditions of a tool compare an argument with, in the order of the policy. */
function comparedValues(policy: Policy, tool: string, path: string): readonly JsonValue[] {
  const rules = policy.tools.get(tool)?.value;
  return [...(rules?.require ?? []), ...(rules?.denyIf ?? [])]
    .flatMap(({ conditions }) => conditions)
    .filter((condition) => condition.path === path && !["exists", "regex", "contains"].includes(condition.op))
    .flatMap(({ value }) => (Array.isArray(value) ? (value as readonly JsonValue[]) : [value]))
    .filter((value) => typeof value !== "object" || value === null);
}

function bracketsOf(schema: JsonObject): ArgumentName["brackets"] {
  const [type, ...others] = typesOf(schema);
  if (others.length > 0 || enumOf(schema) !== undefined) return "";
  return type === "string" ? '""' : type === "array" ? "[]" : type === "object" ? "{}" : "";
}
