import type { Node } from "jsonc-parser";

/** The part of a tool's rules that a node belongs to. */
export function enclosing<Part extends { readonly node: Node }>(parts: readonly Part[], node: Node): Part | undefined {
  for (let around: Node | undefined = node; around !== undefined; around = around.parent) {
    const part = parts.find((each) => each.node === around);
    if (part !== undefined) return part;
  }
  return undefined;
}
