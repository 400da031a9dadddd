/**
 * The index of the first element that fits, found by halves; the length when none does. After one that fits, all others
 * must fit too: the elements are in order.
 */
export function firstIndex<T>(elements: readonly T[], fits: (element: T) => boolean): number {
  let low = 0;
  let high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(elements[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
