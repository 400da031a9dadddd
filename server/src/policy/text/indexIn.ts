const indexes = new WeakMap<readonly object[], ReadonlyMap<object, number>>();

/**
 * The index of an object in a list that never changes, such as the children of a node; -1 when it is not there. Asked for
 * each of them, it costs one pass over the list, and not one for each.
 */
export function indexIn<T extends object>(list: readonly T[], item: T): number {
  let known = indexes.get(list);
  if (known === undefined) {
    known = new Map(list.map((each, index) => [each, index]));
    indexes.set(list, known);
  }
  return known.get(item) ?? -1;
}
