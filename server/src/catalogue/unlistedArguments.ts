import { isJsonObject, type JsonObject, type JsonValue } from "../policy/json";
import { nearest } from "../policy/nearest";
import { allowsUnlisted, fieldsOfSchema, isOpenObject, resolveReference } from "./inputSchema";
import { argumentName } from "./misfit";
import type { SchemaProblem } from "./schemaProblems";

/** More would not be read. */
const mostProblems = 50;
/** Schemas of tools are flat; deeper objects are free data. */
const deepest = 8;

/**
 * Arguments that the tool's schema does not list, at the top and in objects whose fields it lists. Most servers ignore
 * them, so that a misspelt one silently has no effect: a note, with the name that was probably meant.
 */
export function unlistedArguments(callArguments: JsonObject, inputSchema: JsonObject): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const visit = (value: JsonValue, given: JsonObject, path: readonly (string | number)[]): void => {
    if (path.length > deepest || problems.length >= mostProblems) return;
    const schema = resolveReference(given, inputSchema);
    if (Array.isArray(value)) {
      const items = schema.items;
      if (isJsonObject(items)) for (const [index, each] of value.entries()) visit(each, items, [...path, index]);
      return;
    }
    if (!isJsonObject(value) || isOpenObject(schema, inputSchema) || allowsUnlisted(schema, inputSchema)) return;
    const listed = new Map(fieldsOfSchema(schema, inputSchema).map((argument) => [argument.name, argument]));
    for (const [name, each] of Object.entries(value)) {
      const argument = listed.get(name);
      if (argument !== undefined) visit(each, argument.schema, [...path, name]);
      else if (problems.length < mostProblems)
        problems.push({ path: [...path, name], message: message(path, name, schema, listed.keys()) });
    }
  };
  visit(callArguments, inputSchema, []);
  return problems;
}

function message(
  path: readonly (string | number)[],
  name: string,
  schema: JsonObject,
  listed: Iterable<string>,
): string {
  const fact = `The tool does not ${schema.additionalProperties === false ? "accept" : "list"} ${argumentName([...path, name])}.`;
  const meant = nearest(name, listed);
  return meant === undefined ? fact : `${fact} Did you mean ${argumentName([...path, meant])}?`;
}
