import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { type JsonObject, toJson } from "../../policy/text/json";
import { type Property, propertiesOf } from "../../policy/text/navigate";
import { maximumDepth, nestingDepth } from "../../policy/text/splitMembers";
import { quote } from "../../policy/words/plain/quote";
import { layoutOf, printed } from "./jsonLayout";
import { withMember } from "./jsonMember";
import { isSame, type NewEntry, refused, taken, type Written } from "./written";

/** Puts an entry into JSON, with or without comments; all else stays as it is. */
export function jsonEntry(text: string, { way, name, entry, replaces }: NewEntry): Written {
  if (nestingDepth(text) > maximumDepth) return refused("The file is nested too deep to be read.");
  const mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
  const json = text.slice(mark.length);
  const layout = layoutOf(json);
  if (json.trim() === "") return { text: `${mark}${printed(nested([...way, name], entry), layout)}${layout.eol}` };
  const errors: ParseError[] = [];
  let node: Node | undefined = parseTree(json, errors, { allowTrailingComma: true });
  if (node === undefined || errors.length > 0) return refused("The file is not valid JSON: fix it first.");
  const path = [...way, name];
  for (const [index, key] of path.entries()) {
    if (node?.type !== "object") return refused("The file does not have the form that its client reads.");
    const same: readonly Property[] = propertiesOf(node).filter((property) => property.name === key);
    if (same.length > 1)
      return refused(`The file has ${quote(key)} twice, and clients read only the last one. Remove one first.`);
    const property: Property | undefined = same[0];
    if (property === undefined)
      return { text: mark + withMember(json, node, key, nested(path.slice(index + 1), entry), layout) };
    node = property.value;
  }
  if (node === undefined) return refused("The file is not valid JSON: fix it first.");
  if (isSame(toJson(node), entry)) return { text };
  if (!replaces) return taken(name);
  const before = json.slice(0, node.offset);
  const own = /(?:^|\n)([ \t]*)[^\n]*$/.exec(before)?.[1] ?? "";
  const value = printed(entry, layout).replaceAll("\n", `\n${own}`);
  return { text: mark + before + value + json.slice(node.offset + node.length), replaced: true };
}

function nested(path: readonly string[], entry: JsonObject): JsonObject {
  return path.reduceRight<JsonObject>((value, key) => ({ [key]: value }), entry);
}
