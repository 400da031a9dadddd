import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/text/json";
import { grouped } from "../../policy/words/plain/grouped";
import { brokenFile } from "./brokenFile";
import type { ClientFile } from "./clientFiles";
import type { FoundServer } from "./foundServer";
import { otherClientsKey } from "./otherClientsKey";
import { parseClientFile } from "./parseClientFile";
import { readEntry } from "./readEntry";

/** More servers of one file are not listed. */
const mostServers = 500;

/** The servers in the text of a client's file; one without a name for a file that cannot be read. `shown` is its path for people. */
export async function serversIn(
  text: string,
  file: ClientFile,
  shown: string,
  workspace: string,
): Promise<FoundServer[]> {
  const { client, label, place, dialect } = file;
  const { json, problems } = await parseClientFile(text, file);
  const common = { client, label, place, file: shown, syntax: dialect.variables };
  if (json === null && problems.length > 0) return [brokenFile(file, shown, problems)];
  const found = [...named(json, file), ...ofProject(json, file, workspace)];
  // An empty map is the file of a person without servers.
  const misplaced = found.length === 0 ? otherClientsKey(json, file) : undefined;
  if (misplaced !== undefined) return [brokenFile(file, shown, [...problems, misplaced])];
  const more = `Only the first ${mostServers} of ${grouped(found.length)} servers are listed.`;
  const listed = found.slice(0, mostServers).map(([name, entry]): FoundServer => {
    const read = isJsonObject(entry) ? readEntry(entry, dialect) : "The entry is not an object.";
    return {
      ...common,
      name,
      isOff: isJsonObject(entry) && (entry.disabled === true || entry.enabled === false),
      entry: typeof read === "string" ? undefined : read,
      problems: typeof read === "string" ? [...problems, read] : problems,
    };
  });
  return found.length > mostServers ? [brokenFile(file, shown, [more]), ...listed] : listed;
}

function named(json: JsonValue, { keys, client }: ClientFile): [string, JsonValue][] {
  for (const way of keys) {
    const servers = at(json, way);
    if (Array.isArray(servers))
      return servers.flatMap((each): [string, JsonValue][] =>
        isJsonObject(each) && typeof each.name === "string" ? [[each.name, each]] : [],
      );
    // goose keeps what is built in among them, Zed what an extension brings.
    if (isJsonObject(servers))
      return Object.entries(servers).filter(
        ([, entry]) =>
          !isJsonObject(entry) ||
          (!isBuiltIn(entry) && (client !== "warp" || way.length > 0 || looksLikeServer(entry))),
      );
  }
  return [];
}

/** Claude Code keeps servers of one project in the file of the person. */
function ofProject(json: JsonValue, { client, place }: ClientFile, workspace: string): [string, JsonValue][] {
  if (client !== "claude-code" || place !== "user") return [];
  const servers = at(json, ["projects", workspace, "mcpServers"]);
  return isJsonObject(servers) ? Object.entries(servers) : [];
}

function at(json: JsonValue, way: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = json;
  for (const [index, name] of way.entries()) {
    if (!isJsonObject(value)) return undefined;
    // A setting is written with dots as well.
    const dotted: string = way.slice(index).join(".");
    if (Object.hasOwn(value, dotted)) return value[dotted];
    value = Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

function isBuiltIn({ type, source }: JsonObject): boolean {
  return type === "builtin" || type === "platform" || type === "frontend" || source === "extension";
}

function looksLikeServer(entry: JsonObject): boolean {
  return typeof entry.command === "string" || typeof entry.url === "string";
}
