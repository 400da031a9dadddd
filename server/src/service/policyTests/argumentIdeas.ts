import { type ArgumentNode, argumentTree } from "../../catalogue/inputSchema/argumentTree";
import type { Policy } from "../../policy/model/policy";
import type { JsonObject, JsonValue } from "../../policy/text/json";

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
  const fields = nodeAt(inputSchema, path)?.fields.values() ?? [];
  return [...fields].map((node) => ({
    name: node.name,
    required: node.required === "always",
    description: node.description,
    brackets: bracketsOf(node),
  }));
}

/** Values that are worth a test at this place: those that the schema lists, and those that the policy compares with. */
export function argumentValues(
  inputSchema: JsonObject | undefined,
  path: ArgumentPath,
  policy: Policy | undefined,
  tool: string,
): readonly { readonly value: JsonValue; readonly detail: string }[] {
  const node = inputSchema && nodeAt(inputSchema, path);
  const described = node === undefined ? [] : valuesOf(node);
  const compared = policy === undefined ? [] : comparedValues(policy, tool, `args.${path.join(".")}`);
  const found = new Map<string, { value: JsonValue; detail: string }>();
  for (const value of compared) found.set(JSON.stringify(value), { value, detail: "the policy compares with it" });
  for (const value of described)
    if (!found.has(JSON.stringify(value))) found.set(JSON.stringify(value), { value, detail: "" });
  return [...found.values()];
}

function nodeAt(inputSchema: JsonObject, path: ArgumentPath): ArgumentNode | undefined {
  let current: ArgumentNode | undefined = argumentTree(inputSchema);
  for (const step of path) current = typeof step === "number" ? current?.element : current?.fields.get(step);
  return current;
}

function valuesOf(node: ArgumentNode): readonly JsonValue[] {
  if (node.values !== undefined) return node.values;
  if (node.types.includes("boolean")) return [true, false];
  return node.default === undefined ? [] : [node.default];
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

function bracketsOf({ types, values }: ArgumentNode): ArgumentName["brackets"] {
  const [type, ...others] = types;
  if (others.length > 0 || values !== undefined) return "";
  return type === "string" ? '""' : type === "array" ? "[]" : type === "object" ? "{}" : "";
}
