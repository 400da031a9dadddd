import type { Node } from "jsonc-parser";
import type { Span } from "../../policy/text/span";

/** The part of the policy's meaning whose text is the node or the nearest node around it, and that node. */
export function enclosing<Part extends { readonly span: Span }>(
  parts: readonly Part[],
  node: Node,
): { readonly part: Part; readonly node: Node } | undefined {
  for (let around: Node | undefined = node; around !== undefined; around = around.parent) {
    const { offset, length } = around;
    const part = parts.find(({ span }) => span.start === offset && span.end === offset + length);
    if (part !== undefined) return { part, node: around };
  }
  return undefined;
}
