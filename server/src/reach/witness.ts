import { type ArgumentNode, argumentTree } from "../catalogue/inputSchema/argumentTree";
import { findArgument } from "../catalogue/inputSchema/findArgument";
import { sampleValue } from "../catalogue/inputSchema/sampleValue";
import { isJsonObject, type JsonObject, type JsonValue } from "../policy/text/json";
import type { Assignment } from "./assignComponent";
import { missing, type Region } from "./regions/region";
import type { TextSet } from "./text/textSet";
import type { Variable } from "./variables";

/** How little a region surprises a reader: the lowest is what a call by the tool's schema would have. */
export function surprise(inputSchema: JsonObject, { path, around }: Variable, { value, language }: Region): number {
  const node = findArgument(argumentTree(inputSchema), path.split(".").slice(1));
  if (value === missing) return node?.required === "always" || (node === undefined && around !== undefined) ? 5 : 0;
  const kind = language === undefined ? kindOf(value) : "string";
  const types: readonly string[] = node?.types ?? [];
  const isFitting = types.includes(kind) || (kind === "number" && types.includes("integer") && Number.isInteger(value));
  const order = ["string", "number", "boolean", "array", "object", "null"].indexOf(kind) + 1;
  return isFitting ? order : order + (types.length === 0 ? 1 : 10);
}

/** The arguments of a call in the regions, with what the tool requires beside them. */
export function argumentsIn(assignment: Assignment, inputSchema: JsonObject): JsonObject {
  const tree = argumentTree(inputSchema);
  const args: Draft = emptyObject();
  for (const [{ path }, region] of assignment) {
    const names = path.split(".").slice(1);
    if (region.value === missing) continue;
    const node = findArgument(tree, names);
    place(args, names, region.language === undefined ? region.value : chooseText(region.language, node));
  }
  const decided = new Set([...assignment.keys()].map(({ path }) => path));
  for (const [name, field] of tree.fields)
    if (field.required === "always" && !decided.has(`args.${name}`) && !Object.hasOwn(args, name))
      args[name] = readable(field);
  return args as JsonObject;
}

interface Draft {
  [name: string]: JsonValue | Draft;
}

function place(args: Draft, names: readonly string[], value: JsonValue): void {
  let holder = args;
  for (const name of names.slice(0, -1)) {
    // What is around it comes before it, and is an object.
    holder = holder[name] as Draft;
  }
  holder[names.at(-1) ?? ""] = isJsonObject(value) ? emptyObject() : value;
}

/** One of the schema's own texts where it is in the language, else an everyday one, else the shortest. */
function chooseText(language: TextSet, node: ArgumentNode | undefined): string {
  const known = [...(node?.values ?? []), node?.default, ...(node?.examples ?? []), "example"];
  const fitting = known.find(
    (value): value is string => typeof value === "string" && value !== "" && language.includes(value),
  );
  return fitting ?? language.simplest() ?? "";
}

function readable(field: ArgumentNode): JsonValue {
  const value = sampleValue(field);
  return value === "" ? "example" : value;
}

function kindOf(value: JsonValue): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function emptyObject(): Draft {
  return Object.create(null) as Draft;
}
