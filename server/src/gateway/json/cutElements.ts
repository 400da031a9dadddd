import type { Member } from "./members";

/**
 * A text without some elements of the array in it that has these `elements`, and without the commas of those; every other
 * character stays.
 */
export function cutElements(text: string, elements: readonly Member[], isCut: (index: number) => boolean): string {
  const pieces: string[] = [];
  let from = 0;
  for (let index = 0; index < elements.length; index++) {
    const first = elements[index];
    if (first === undefined || !isCut(index)) continue;
    const before = elements[index - 1];
    let last = first;
    while (index + 1 < elements.length && isCut(index + 1)) last = elements[++index] ?? last;
    const next = elements[index + 1];
    // At the end of the array the comma before goes along, elsewhere the one behind.
    const start = next === undefined && before !== undefined ? before.valueEnd : first.start;
    pieces.push(text.slice(from, start));
    from = next?.start ?? last.valueEnd;
  }
  pieces.push(text.slice(from));
  return pieces.join("");
}
