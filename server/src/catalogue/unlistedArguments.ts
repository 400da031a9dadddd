import { isJsonObject, type JsonObject, type JsonValue } from "../policy/text/json";
import { nearest } from "../policy/text/nearest";
import { type ArgumentNode, argumentTree } from "./inputSchema/argumentTree";
import { argumentName } from "./misfit";
import type { SchemaProblem } from "./schemaProblems";

/** More would not be read. */
const mostProblems = 50;

/**
 * Arguments that the tool's schema does not list, at the top and in objects whose fields it lists. Most servers ignore
 * them, so that a misspelt one silently has no effect: a note, with the name that was probably meant.
 */
export function unlistedArguments(callArguments: JsonObject, inputSchema: JsonObject): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const visit = (value: JsonValue, node: ArgumentNode, path: readonly (string | number)[]): void => {
    if (problems.length >= mostProblems) return;
    if (Array.isArray(value)) {
      const { element } = node;
      if (element !== undefined) for (const [index, each] of value.entries()) visit(each, element, [...path, index]);
      return;
    }
    if (!isJsonObject(value) || !node.listsFields || node.otherFields === "allowed") return;
    for (const [name, each] of Object.entries(value)) {
      const field = node.fields.get(name);
      if (field !== undefined) visit(each, field, [...path, name]);
      else if (problems.length < mostProblems)
        problems.push({ path: [...path, name], message: message(path, name, node) });
    }
  };
  visit(callArguments, argumentTree(inputSchema), []);
  return problems;
}

function message(path: readonly (string | number)[], name: string, { fields, otherFields }: ArgumentNode): string {
  const fact = `The tool does not ${otherFields === "forbidden" ? "accept" : "list"} ${argumentName([...path, name])}.`;
  const meant = nearest(name, fields.keys());
  return meant === undefined ? fact : `${fact} Did you mean ${argumentName([...path, meant])}?`;
}
