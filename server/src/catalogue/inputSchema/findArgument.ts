import type { ArgumentNode } from "./argumentTree";

/** The value that the names lead to, one per dot of a path; undefined when the schema lists none there. */
export function findArgument(tree: ArgumentNode, names: readonly string[]): ArgumentNode | undefined {
  let current: ArgumentNode | undefined = tree;
  for (const name of names) current = current?.fields.get(name);
  return current;
}

/** Every value of a call that a condition can look at, outer ones first, each level in the schema's order. */
export function reachableArguments(tree: ArgumentNode): readonly ArgumentNode[] {
  const found: ArgumentNode[] = [];
  let level: readonly ArgumentNode[] = [tree];
  while (level.length > 0) {
    level = level.flatMap(({ fields }) => [...fields.values()].filter(({ path }) => path !== null));
    found.push(...level);
  }
  return found;
}
