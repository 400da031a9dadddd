import type { Node } from "jsonc-parser";

/** A piece of the text: a key, a value or a property. Rooms above know nodes by this name. */
export type { Node } from "jsonc-parser";

/** A key and its value, as nodes. */
export interface Property {
  readonly name: string;
  readonly key: Node;
  /** undefined while it is not typed yet. */
  readonly value: Node | undefined;
}

/** The properties of an object in order, duplicates included; none for any other value. */
export function propertiesOf(node: Node | undefined): readonly Property[] {
  if (node?.type !== "object") return [];
  return (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    return typeof key?.value === "string" ? [{ name: key.value, key, value }] : [];
  });
}

/** The property whose value counts: of duplicates the last that has one, as in `toJson`. */
export function findProperty(node: Node | undefined, name: string): (Property & { readonly value: Node }) | undefined {
  if (node?.type !== "object") return undefined;
  const found = node.children?.findLast(
    ({ children }) => children?.[0]?.value === name && children[1] !== undefined,
  )?.children;
  const [key, value] = found ?? [];
  return key === undefined || value === undefined ? undefined : { name, key, value };
}

/** The value of a property; see `findProperty`. */
export function fieldValue(node: Node | undefined, name: string): Node | undefined {
  return findProperty(node, name)?.value;
}

/** The elements of an array; none for any other value. */
export function elementsOf(node: Node | undefined): readonly Node[] {
  return node?.type === "array" ? (node.children ?? []) : [];
}
