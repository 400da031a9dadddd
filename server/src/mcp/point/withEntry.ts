import type { JsonObject } from "../../policy/text/json";
import type { ClientFile } from "../clients/clientFiles";
import { jsonEntry } from "./jsonEntry";
import { tomlEntry } from "./tomlEntry";
import { refused, type Written } from "./written";
import { yamlEntry, yamlFile } from "./yamlEntry";

/**
 * Puts an entry into the text of a client's file; all else stays as it is. `text` is undefined where there is no file.
 * Another server of that name gives way only when the entry `replaces` it.
 */
export async function withEntry(
  text: string | undefined,
  { format, keys, path }: ClientFile,
  name: string,
  entry: JsonObject,
  replaces: boolean,
): Promise<Written> {
  const added = { way: keys[0] ?? [], name, entry, replaces };
  try {
    if (format === "toml") return await tomlEntry(text ?? "", added);
    if (path.endsWith("*")) return await yamlFile(text, added);
    if (format === "yaml") return await yamlEntry(text ?? "", added);
    return jsonEntry(text ?? "", added);
  } catch {
    return refused("The file does not have the form that its client reads.");
  }
}

/** The entry alone, in the notation of the client's file, with the keys around it. */
export async function entryText(file: ClientFile, name: string, entry: JsonObject): Promise<string> {
  const written = await withEntry(undefined, file, name, entry, false);
  return "text" in written ? written.text : "";
}
