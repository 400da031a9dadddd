const units: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1_000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

/** A duration such as `500ms`, `5s`, `2m`, `1h` or `1d` in milliseconds; undefined for any other text. */
export function readDuration(text: string): number | undefined {
  const [, count, unit = ""] = /^(\d{1,9})(ms|s|m|h|d)$/.exec(text.trim()) ?? [];
  const factor = units.get(unit);
  return count === undefined || factor === undefined ? undefined : Number(count) * factor;
}

/** A duration that is not negative as `readDuration` reads it, in the largest unit that keeps it whole. */
export function printDuration(milliseconds: number): string {
  const [unit, length] = [...units].findLast(([, each]) => milliseconds % each === 0 && milliseconds >= each) ?? [
    "ms",
    1,
  ];
  return `${milliseconds / length}${unit}`;
}
