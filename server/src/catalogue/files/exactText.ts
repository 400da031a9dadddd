import type { Node } from "jsonc-parser";
import { elementsOf, propertiesOf } from "../../policy/text/navigate";

/**
 * A value of a JSON text, laid out again: strings and numbers are as they were written, since `JSON.parse` would round
 * large numbers; fields keep their order, and of duplicates each stays.
 */
export function exactText(text: string, node: Node, lineBreak = "\n"): string {
  const inner = `${lineBreak}  `;
  if (node.type === "object") {
    const fields = propertiesOf(node).map(
      ({ key, value }) =>
        `${inner}${sourceOf(text, key)}: ${value === undefined ? "null" : exactText(text, value, inner)}`,
    );
    return fields.length === 0 ? "{}" : `{${fields.join(",")}${lineBreak}}`;
  }
  if (node.type !== "array") return sourceOf(text, node);
  const elements = elementsOf(node);
  if (elements.every(({ type }) => type !== "object" && type !== "array"))
    return `[${elements.map((element) => sourceOf(text, element)).join(", ")}]`;
  return `[${elements.map((element) => inner + exactText(text, element, inner)).join(",")}${lineBreak}]`;
}

function sourceOf(text: string, { offset, length }: Node): string {
  return text.slice(offset, offset + length);
}
