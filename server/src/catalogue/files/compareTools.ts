import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/text/json";
import { own } from "../jsonSchema";

/** How a server's tools differ from those that were imported. */
export interface ToolChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly ChangedTool[];
}

export interface ChangedTool {
  readonly name: string;
  /** Where it differs, such as `inputSchema.properties.path.type`. Untrusted. */
  readonly paths: readonly string[];
}

/** More paths of one tool are not told. */
const mostPaths = 20;

/**
 * Compares two lists of tools by name. A difference at a path that `isIgnored` takes does not count: one server puts the
 * time of day into a default. The order of tools and fields does not count either.
 */
export function compareTools(
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  isIgnored: (tool: string, path: string) => boolean = () => false,
): ToolChanges {
  const old = byName(before);
  const now = byName(after);
  const changed: ChangedTool[] = [];
  for (const [name, tool] of old) {
    const other = now.get(name);
    if (other === undefined) continue;
    const paths: string[] = [];
    differences(tool, other, "", (path) => {
      if (paths.length < mostPaths && !isIgnored(name, path)) paths.push(path);
    });
    if (paths.length > 0) changed.push({ name, paths });
  }
  return {
    added: [...now.keys()].filter((name) => !old.has(name)).sort(),
    removed: [...old.keys()].filter((name) => !now.has(name)).sort(),
    changed: changed.sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

function byName(tools: readonly JsonObject[]): ReadonlyMap<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  for (const tool of tools) if (typeof tool.name === "string" && !found.has(tool.name)) found.set(tool.name, tool);
  return found;
}

function differences(one: JsonValue, other: JsonValue, path: string, tell: (path: string) => void): void {
  if (Array.isArray(one) && Array.isArray(other)) {
    if (one.length !== other.length) tell(path);
    else for (const [index, each] of one.entries()) differences(each, other[index] ?? null, `${path}[${index}]`, tell);
  } else if (isJsonObject(one) && isJsonObject(other)) {
    for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const inner = path === "" ? name : `${path}.${name}`;
      const [a, b] = [own(one, name), own(other, name)];
      if (a === undefined || b === undefined) tell(inner);
      else differences(a, b, inner, tell);
    }
  } else if (!Object.is(one, other)) tell(path);
}
