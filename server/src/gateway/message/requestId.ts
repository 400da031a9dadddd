/**
 * What tells an id from others, for the answer to be found: servers may answer `1.0` with `1`, and round big integers.
 */
export function requestIdOf(id: unknown): string {
  return typeof id === "string" || typeof id === "number" ? `${typeof id} ${id}` : JSON.stringify(id);
}
