import { isJsonObject, type JsonValue } from "../../policy/text/json";
import { kindInWords } from "../../policy/words/plain/types";

/** What is odd about a tool that a server lists, in a few words; the tool is kept all the same. */
export function oddities(tool: JsonValue): readonly string[] {
  if (!isJsonObject(tool)) return [`is ${kindInWords(tool)}, not an object`];
  const found: string[] = [];
  const { name, description, inputSchema, annotations } = tool;
  if (typeof name !== "string" || name === "") found.push("has no name");
  else if (!/^[A-Za-z0-9_.-]{1,128}$/.test(name)) found.push("has a name with other characters than MCP recommends");
  if (description !== undefined && typeof description !== "string")
    found.push(`has a description that is ${kindInWords(description)}`);
  if (annotations !== undefined && !isJsonObject(annotations))
    found.push(`has annotations that are ${kindInWords(annotations)}`);
  if (!isJsonObject(inputSchema))
    found.push(
      inputSchema === undefined ? "has no input schema" : `has an input schema that is ${kindInWords(inputSchema)}`,
    );
  else if (inputSchema.type !== "object") found.push('has an input schema whose type is not "object"');
  return found;
}
