/** Resolves when requests that came meanwhile have been answered. */
export function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
