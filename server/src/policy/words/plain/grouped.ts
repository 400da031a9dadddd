/**
 * A number as English writes it: `2,000`. A whole one by hand: the first number that is written by the rules of a language
 * has the engine load them, which takes a server that starts longer than reading a small policy.
 */
export function grouped(count: number): string {
  return Number.isSafeInteger(count) ? String(count).replace(/\B(?=(?:\d{3})+$)/g, ",") : count.toLocaleString("en");
}
