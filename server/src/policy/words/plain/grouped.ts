/** A number as English writes it: `2,000`. */
export function grouped(count: number): string {
  return count.toLocaleString("en");
}
