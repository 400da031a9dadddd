import { applyEdits, findNodeAtLocation, modify, type ParseError, parseTree } from "jsonc-parser";
import type { JsonObject } from "../../policy/text/json";
import { maximumDepth, nestingDepth } from "../../policy/text/splitMembers";
import type { ClientFile } from "../clients/clientFiles";

/** The text of a client's file with an entry in it, or a sentence on why it cannot be written into. */
export type Written = { readonly text: string } | { readonly refused: string };

/** Puts an entry into the text of a client's file; all else stays as it is. `text` is undefined where there is no file. */
export async function withEntry(
  text: string | undefined,
  { format, keys, path }: ClientFile,
  name: string,
  entry: JsonObject,
): Promise<Written> {
  try {
    if (format === "toml") return await inToml(text ?? "", keys[0] ?? [], name, entry);
    if (path.endsWith("*"))
      return text === undefined ? await newYamlFile(name, entry) : refused("There is a file of that name.");
    if (format === "yaml") return await inYaml(text ?? "", keys[0] ?? [], name, entry);
    return inJson(text ?? "", keys[0] ?? [], name, entry);
  } catch {
    return refused("The file does not have the form that its client reads.");
  }
}

/** The entry alone, in the notation of the client's file, with the keys around it. */
export async function entryText(file: ClientFile, name: string, entry: JsonObject): Promise<string> {
  const written = await withEntry(undefined, file, name, entry);
  return "text" in written ? written.text : "";
}

function inJson(text: string, way: readonly string[], name: string, entry: JsonObject): Written {
  if (nestingDepth(text) > maximumDepth) return refused("The file is nested too deep to be read.");
  const errors: ParseError[] = [];
  const before = text.replace(/^\uFEFF/, "");
  const root = parseTree(before, errors, { allowTrailingComma: true });
  if (before.trim() !== "" && errors.length > 0) return refused("The file is not valid JSON: fix it first.");
  const eol = before.includes("\r\n") ? "\r\n" : "\n";
  const indent = /^\t/m.test(before) ? "\t" : /^ {4}\S/m.test(before) && !/^ {2}\S/m.test(before) ? "    " : "  ";
  const servers = root && findNodeAtLocation(root, [...way]);
  const last = servers?.type === "object" ? servers.children?.at(-1) : undefined;
  if (root !== undefined && last !== undefined && findNodeAtLocation(root, [...way, name]) === undefined) {
    // Behind the last one, laid out as it is; jsonc-parser would lay out that one, too.
    const own = /(^|\n)([ \t]*)$/.exec(before.slice(0, last.offset))?.[2];
    const value = JSON.stringify(entry, undefined, indent).replaceAll("\n", `${eol}${own ?? ""}`);
    const end = last.offset + last.length;
    const between = own === undefined ? ", " : `,${eol}${own}`;
    return { text: `${before.slice(0, end)}${between}${JSON.stringify(name)}: ${value}${before.slice(end)}` };
  }
  const formattingOptions = { insertSpaces: indent !== "\t", tabSize: indent.length, eol };
  const edited = applyEdits(before, modify(before, [...way, name], entry, { formattingOptions }));
  return { text: before.trim() === "" && !edited.endsWith(eol) ? edited + eol : edited };
}

/** Written at the end: a table of TOML can be there. */
async function inToml(text: string, way: readonly string[], name: string, entry: JsonObject): Promise<Written> {
  const { parse, stringify } = await import("smol-toml");
  let inside: unknown = parse(text);
  for (const key of [...way, name])
    inside =
      typeof inside === "object" && inside !== null && Object.hasOwn(inside, key)
        ? Reflect.get(inside, key)
        : undefined;
  if (inside !== undefined) return refused(`The file has a server ${name} already: change it by hand.`);
  let nested: JsonObject = { [name]: entry };
  for (const key of way.toReversed()) nested = { [key]: nested };
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const added = stringify(nested).replaceAll("\n", eol);
  const after = text.trim() === "" ? added : `${text.replace(/\s+$/, "")}${eol}${eol}${added}`;
  // What is written has to be read as it is meant.
  parse(after);
  return { text: after.endsWith(eol) ? after : after + eol };
}

async function inYaml(text: string, way: readonly string[], name: string, entry: JsonObject): Promise<Written> {
  const { parseDocument, isSeq } = await import("yaml");
  const document = parseDocument(text, { logLevel: "silent" });
  if (document.errors.length > 0) return refused("The file is not valid YAML: fix it first.");
  const servers = document.getIn(way);
  if (isSeq(servers) || way[0] === "mcpServers") {
    const named = document.toJS({ maxAliasCount: 20 })?.mcpServers;
    if (Array.isArray(named) && named.some((each) => each?.name === name))
      return refused(`The file has a server ${name} already: change it by hand.`);
    if (servers === undefined) document.setIn(way, document.createNode([entry]));
    else document.addIn(way, document.createNode(entry));
  } else document.setIn([...way, name], document.createNode(entry));
  return { text: document.toString({ lineWidth: 0 }) };
}

async function newYamlFile(name: string, entry: JsonObject): Promise<Written> {
  const { stringify } = await import("yaml");
  return { text: stringify({ name, version: "0.0.1", schema: "v1", mcpServers: [entry] }, { lineWidth: 0 }) };
}

function refused(sentence: string): Written {
  return { refused: sentence };
}
