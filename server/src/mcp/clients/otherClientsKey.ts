import { isJsonObject, type JsonValue } from "../../policy/text/json";
import { quote } from "../../policy/words/plain/quote";
import type { ClientFile } from "./clientFiles";

/** Under which clients keep their servers. `servers` is a word of many files: it tells in those alone that are about MCP. */
const keysOfClients = ["mcpServers", "mcp_servers", "context_servers", "servers"];

const ofMcpAlone = /mcp[^/]*$|claude_desktop_config\.json$/i;

const fields = ["command", "url", "serverUrl", "httpUrl", "cmd", "uri"];

/**
 * That a file has its servers under the key of another client, in a sentence; undefined for any other file. Its own client
 * reads none of them, and says nothing.
 */
export function otherClientsKey(json: JsonValue, { keys, label, path }: ClientFile): string | undefined {
  const [own] = keys;
  if (!isJsonObject(json) || own === undefined) return undefined;
  const wrong = keysOfClients.find(
    (key) =>
      !keys.some((way) => way[0] === key) &&
      (key !== "servers" || ofMcpAlone.test(path)) &&
      Object.hasOwn(json, key) &&
      hasServers(json[key]),
  );
  if (wrong === undefined) return undefined;
  return `${label} reads ${quote(own.join("."))} in this file, and not ${quote(wrong)}: rename the key.`;
}

function hasServers(value: JsonValue | undefined): boolean {
  return (
    isJsonObject(value) &&
    Object.values(value).some((entry) => isJsonObject(entry) && fields.some((field) => Object.hasOwn(entry, field)))
  );
}
