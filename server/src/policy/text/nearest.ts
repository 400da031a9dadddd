/** More edits than this are another word. */
const mostEdits = 2;

/**
 * The candidate that was probably meant by `word`, if there is one: a candidate that differs only in case, else the one
 * with the fewest edits, as long as those are at most two and at most a third of the word. Of equals the first one.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const folded = word.toLowerCase();
  let best: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate === word) return candidate;
    const length = Math.max(word.length, candidate.length);
    const limit = Math.min(mostEdits, Math.floor(length / 3));
    // Each missing or additional character is an edit: no need to look at long texts.
    if (length - Math.min(word.length, candidate.length) > limit) continue;
    const distance = editDistance(folded, candidate.toLowerCase());
    if (distance <= limit && distance < fewest) {
      best = candidate;
      fewest = distance;
    }
  }
  return best;
}

/**
 * How many characters have to be inserted, removed, replaced or swapped with their neighbour to make `b` of `a`
 * (Damerau-Levenshtein, each character edited once).
 */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(at(previous, j) + 1, at(current, j - 1) + 1, at(previous, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        edits = Math.min(edits, at(beforePrevious, j - 2) + 1);
      current.push(edits);
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
