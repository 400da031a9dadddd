import { isJsonObject, type JsonValue } from "../policy/text/json";
import { type ListedTool, listedTool } from "./classifyTool";

/** The tools of an answer to `tools/list`: the result, the JSON-RPC message around it, several pages, or the list alone. */
export function listedTools(json: JsonValue): { readonly tools: readonly ListedTool[]; readonly unnamed: number } {
  const entries = entriesOf(json);
  const tools = entries.map(listedTool).filter((tool) => tool !== undefined);
  return { tools, unnamed: entries.length - tools.length };
}

function entriesOf(json: JsonValue | undefined): readonly JsonValue[] {
  if (Array.isArray(json)) {
    const pages = (json as readonly JsonValue[]).filter((each) => isJsonObject(each) && isPage(each));
    return pages.length > 0 ? pages.flatMap(entriesOf) : json;
  }
  if (!isJsonObject(json)) return [];
  if (Array.isArray(json.tools)) return json.tools;
  return json.result === undefined ? [] : entriesOf(json.result);
}

/** A tool has a name; a page has tools or a result. */
function isPage(json: { readonly [key: string]: JsonValue }): boolean {
  return json.name === undefined && (Array.isArray(json.tools) || isJsonObject(json.result));
}
