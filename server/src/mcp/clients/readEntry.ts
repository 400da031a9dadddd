import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/text/json";
import type { Dialect } from "./dialect";
import type { EntryValue, ServerEntry } from "./foundServer";

/** Reads an entry in a client's own shape; a text instead of it is what is wrong. */
export function readEntry(json: JsonObject, dialect: Dialect): ServerEntry | string {
  const address = dialect.urls.find(({ key }) => text(json[key]) !== "");
  if (address !== undefined) return readAddress(json, dialect, address);
  const [command = "", ...args] = Array.isArray(json[dialect.command])
    ? texts(json[dialect.command])
    : [text(json[dialect.command])];
  if (command === "") return "The entry has neither a command nor an address.";
  const env = new Map<string, EntryValue>(textFields(json[dialect.env]));
  for (const name of texts(dialect.envNames && json[dialect.envNames]))
    env.set(name, { kind: "variable", name, prefix: "" });
  const cwd = text(json[dialect.cwd]);
  return { kind: "command", command, args: [...args, ...texts(json.args)], env, cwd: cwd === "" ? undefined : cwd };
}

function readAddress(
  json: JsonObject,
  dialect: Dialect,
  { key, transport }: Dialect["urls"][number],
): ServerEntry | string {
  const type = text(json.type).toLowerCase().replaceAll("_", "-");
  if (type === "ws") return "The entry speaks WebSocket, which is not read here.";
  if (dialect.needsType === true && type === "")
    return 'The client skips this entry: an address needs a "type", "http" or "sse".';
  const headers = new Map<string, EntryValue>(textFields(json[dialect.headers]));
  const bearer = text(dialect.bearer && json[dialect.bearer]);
  if (bearer !== "") headers.set("Authorization", { kind: "variable", name: bearer, prefix: "Bearer " });
  const byType = type === "sse" ? "sse" : /^(?:http|streamable-?http)$/.test(type) ? "streamable-http" : undefined;
  return { kind: "url", url: text(json[key]), transport: transport === "by type" ? byType : transport, headers };
}

function text(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function texts(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.flatMap((each) => (typeof each === "object" ? [] : [String(each)])) : [];
}

/** A number or a truth value is what a program gets as text. */
function textFields(value: JsonValue | undefined): [string, EntryValue][] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, each]): [string, EntryValue][] =>
    each === null || typeof each === "object" ? [] : [[name, { kind: "text", text: String(each) }]],
  );
}
