import { isDeepStrictEqual } from "node:util";
import { isJsonObject, type JsonObject, type JsonValue } from "../../policy/text/json";
import { isSame, type NewEntry, refused, taken, type Written } from "./written";

/** Puts an entry at the end of TOML, where a table can be; another one of its name is taken out when it gives way. */
export async function tomlEntry(text: string, { way, name, entry, replaces }: NewEntry): Promise<Written> {
  const { parse, stringify } = await import("smol-toml");
  const path = [...way, name];
  const before = parse(text);
  const found = at(before, path);
  if (isSame(found, entry)) return { text };
  if (found !== undefined && !replaces) return taken(name);
  const rest = found === undefined ? text : withoutTables(text, path);
  const nested = path.reduceRight<JsonObject>((value, key) => ({ [key]: value }), entry);
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const added = stringify(nested).replaceAll("\n", eol);
  const joined = rest.trim() === "" ? added : `${rest.replace(/\s+$/, "")}${eol}${eol}${added}`;
  const after = joined.endsWith(eol) ? joined : joined + eol;
  // What is written has to be read as it is meant, and nothing else may change.
  const holder = at(before, way);
  if (found !== undefined && isJsonObject(holder)) (holder as Record<string, JsonValue>)[name] = entry;
  const read = parse(after);
  const isMeant = found === undefined ? isSame(at(read, path), entry) : isDeepStrictEqual(plain(read), plain(before));
  if (!isMeant) return refused(`The file has another server named ${name} already: change it by hand.`);
  return { text: after, ...(found !== undefined && { replaced: true }) };
}

/** The text without the table of a path and those below it; other ways of writing a table are left. */
function withoutTables(text: string, path: readonly string[]): string {
  const gone = new RegExp(`^[ \\t]*\\[{1,2}[ \\t]*${path.map(keyPattern).join("[ \\t]*\\.[ \\t]*")}[ \\t]*[.\\]]`);
  let isGone = false;
  return text
    .split(/(?<=\n)/)
    .filter((line) => {
      if (/^[ \t]*\[/.test(line)) isGone = gone.test(line);
      return !isGone;
    })
    .join("");
}

function keyPattern(key: string): string {
  const literal = key.replace(/[^\w-]/g, "\\$&");
  return `(?:${literal}|"${literal}"|'${literal}')`;
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inside, key) => (isJsonObject(inside) ? inside[key] : undefined), value);
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
