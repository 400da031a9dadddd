import type { Node } from "jsonc-parser";
import { elementsOf, fieldValue, propertiesOf } from "../../policy/text/navigate";

/**
 * The tools that a JSON text lists, as its own nodes: an answer to `tools/list`, the JSON-RPC message around it, several
 * pages in a list, the tools alone, our own file, or the manifest of a bundle or registry. undefined where there is no list.
 */
export function toolNodes(root: Node): readonly Node[] | undefined {
  if (root.type !== "array") return toolsOfPage(root);
  const pages = elementsOf(root).map(toolsOfPage);
  return pages.some((page) => page !== undefined) ? pages.flatMap((page) => page ?? []) : elementsOf(root);
}

/** Where a list may be inside: a result; a registry's record of a server; a bundle's manifest. */
const wrappers = ["result", "server", "manifest"];

function toolsOfPage(page: Node): readonly Node[] | undefined {
  // A tool may have a field of one of these names as well.
  if (fieldValue(page, "inputSchema") !== undefined) return undefined;
  const tools = fieldValue(page, "tools");
  if (tools?.type === "array") return elementsOf(tools);
  for (const wrapper of wrappers) {
    const inside = fieldValue(page, wrapper);
    const found = inside?.type === "object" ? toolsOfPage(inside) : undefined;
    if (found !== undefined) return found;
  }
  // The registry keeps what publishers add below a name of theirs.
  const added = propertiesOf(fieldValue(page, "_meta")).map(({ value }) => fieldValue(value, "tools"));
  const list = added.find((value) => value?.type === "array");
  return list === undefined ? undefined : elementsOf(list);
}
