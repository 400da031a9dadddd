import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/text/json";
import type { FoundIn, ServerFile, ServerSource, SpokenProtocol } from "./serverFile";
import { isServerName } from "./serverFile";
import { shallowText } from "./shallowText";

/**
 * Reads a file of `.mcp-policy/servers`, also one that a person has edited: what is wrong is left out, and a tool without
 * a name is none. undefined for a text that is not JSON or lists no tools. `name` is that of the file.
 */
export function readServerFile(text: string, name: string): ServerFile | undefined {
  const json = parse(text);
  if (!isJsonObject(json) || !Array.isArray(json.tools)) return undefined;
  const { reported, source, protocol, imported, hash } = json;
  const spoken = readProtocol(protocol);
  const tools = json.tools.filter((tool): tool is JsonObject => isJsonObject(tool) && string(tool.name) !== "");
  const unnamed = json.tools.length - tools.length;
  return {
    name,
    ...(isJsonObject(reported) && { reported: { name: string(reported.name), version: string(reported.version) } }),
    source: readSource(source),
    ...(spoken && { protocol: spoken }),
    imported: string(imported),
    hash: string(hash),
    tools,
    ...(unnamed > 0 && { unnamed }),
  };
}

/** The name of a server that a file of this path is about; undefined for another file. */
export function serverOfFile(path: string): string | undefined {
  const [, name] = /(?:^|[\\/])\.mcp-policy[\\/]servers[\\/]([^\\/]+)\.json$/.exec(path) ?? [];
  return name !== undefined && isServerName(name) ? name : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(shallowText(text.replace(/^\uFEFF/, ""))?.text ?? "");
  } catch {
    return undefined;
  }
}

function readSource(source: JsonValue | undefined): ServerSource | undefined {
  if (!isJsonObject(source)) return undefined;
  const from = readFrom(source.from);
  switch (source.kind) {
    case "command":
      if (string(source.command) === "") return undefined;
      return {
        kind: "command",
        command: string(source.command),
        args: strings(source.args),
        env: strings(source.env),
        ...(string(source.cwd) !== "" && { cwd: string(source.cwd) }),
        ...(from && { from }),
      };
    case "url": {
      const headers = isJsonObject(source.headers) ? Object.entries(source.headers) : [];
      const named = headers.filter((entry): entry is [string, string] => typeof entry[1] === "string");
      return { kind: "url", url: string(source.url), headers: Object.fromEntries(named), ...(from && { from }) };
    }
    case "file":
      return { kind: "file", file: string(source.file) };
    case "editor":
      return { kind: "editor" };
    default:
      return undefined;
  }
}

function readFrom(from: JsonValue | undefined): FoundIn | undefined {
  if (!isJsonObject(from)) return undefined;
  return { client: string(from.client), file: string(from.file), name: string(from.name) };
}

function readProtocol(protocol: JsonValue | undefined): SpokenProtocol | undefined {
  if (!isJsonObject(protocol)) return undefined;
  const transport = (["stdio", "streamable-http", "sse"] as const).find((each) => each === protocol.transport);
  if (transport === undefined) return undefined;
  return { era: protocol.era === "modern" ? "modern" : "legacy", version: string(protocol.version), transport };
}

function string(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function strings(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : [];
}
