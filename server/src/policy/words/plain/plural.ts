import { grouped } from "./grouped";
/** The noun for a count: `call`, `calls`; `entry`, `entries`. */
export function plural(count: number, one: string, many = pluralOf(one)): string {
  return count === 1 ? one : many;
}

/** A count with its noun: `1 call`, `2,000 calls`. */
export function counted(count: number, one: string, many?: string): string {
  return `${grouped(count)} ${plural(count, one, many)}`;
}

function pluralOf(noun: string): string {
  return noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}
