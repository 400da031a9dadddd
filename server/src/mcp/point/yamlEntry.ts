import { isSame, type NewEntry, refused, taken, type Written } from "./written";

/** Puts an entry into YAML, into its map of servers or, at Continue, its list. */
export async function yamlEntry(text: string, { way, name, entry, replaces }: NewEntry): Promise<Written> {
  const { parseDocument, isSeq } = await import("yaml");
  const document = parseDocument(text, { logLevel: "silent" });
  if (document.errors.length > 0) return refused("The file is not valid YAML: fix it first.");
  const json: unknown = document.toJS({ maxAliasCount: 20 });
  const servers = way.reduce<unknown>((value, key) => own(value, key), json);
  const isList = isSeq(document.getIn(way)) || way[0] === "mcpServers";
  const index = Array.isArray(servers) ? servers.findIndex((each) => own(each, "name") === name) : -1;
  const found = isList ? (index < 0 ? undefined : own(servers, String(index))) : own(servers, name);
  if (isSame(found, entry)) return { text };
  if (found !== undefined && !replaces) return taken(name);
  const node = document.createNode(entry);
  if (!isList) document.setIn([...way, name], node);
  else if (index >= 0) document.setIn([...way, index], node);
  else if (servers === undefined) document.setIn(way, document.createNode([entry]));
  else document.addIn(way, node);
  return { text: document.toString({ lineWidth: 0 }), ...(found !== undefined && { replaced: true }) };
}

/** A file of its own for one server, in Continue's folder of them. */
export async function yamlFile(text: string | undefined, { name, entry, replaces }: NewEntry): Promise<Written> {
  const { parse, stringify } = await import("yaml");
  const made = stringify({ name, version: "0.0.1", schema: "v1", mcpServers: [entry] }, { lineWidth: 0 });
  if (text === undefined) return { text: made };
  const found: unknown = parse(text, { maxAliasCount: 20, logLevel: "silent" });
  const servers = own(found, "mcpServers");
  if (Array.isArray(servers) && servers.length === 1 && isSame(servers[0], entry)) return { text };
  return replaces ? { text: made, replaced: true } : taken(name);
}

function own(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
