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
  if (node?.type !== "object" || node.children === undefined) return [];
  const properties: Property[] = [];
  for (const { children } of node.children) {
    const key = children?.[0];
    if (typeof key?.value === "string") properties.push({ name: key.value, key, value: children?.[1] });
  }
  return properties;
}

/** The property whose value counts: of duplicates the last that has one, as in `toJson`. */
export function findProperty(node: Node | undefined, name: string): (Property & { readonly value: Node }) | undefined {
  if (node?.type !== "object" || node.children === undefined) return undefined;
  for (let index = node.children.length - 1; index >= 0; index--) {
    const parts = node.children[index]?.children;
    const key = parts?.[0];
    const value = parts?.[1];
    if (key?.value === name && value !== undefined) return { name, key, value };
  }
  return undefined;
}

/** The value of a property; see `findProperty`. */
export function fieldValue(node: Node | undefined, name: string): Node | undefined {
  return findProperty(node, name)?.value;
}

/** The node at the end of a path of names and indexes; undefined where there is none. */
export function nodeAtPath(from: Node | undefined, path: readonly (string | number)[]): Node | undefined {
  let node = from;
  for (const step of path) node = typeof step === "number" ? elementsOf(node)[step] : fieldValue(node, step);
  return node;
}

/** The elements of an array; none for any other value. */
export function elementsOf(node: Node | undefined): readonly Node[] {
  return node?.type === "array" ? (node.children ?? []) : [];
}
