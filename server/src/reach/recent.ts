/**
 * Caches what was made of the last keys. The same key always makes the same value, and values are not changed.
 */
export class Recent<Made> {
  readonly #most: number;
  readonly #made = new Map<string, Made>();

  constructor(most: number) {
    this.#most = most;
  }

  /** What `make` gives for a key, or gave when it was last asked for. */
  get(key: string, make: () => Made): Made {
    const isKnown = this.#made.has(key);
    const made = isKnown ? (this.#made.get(key) as Made) : make();
    // The one that was asked for last comes last.
    this.#made.delete(key);
    this.#made.set(key, made);
    for (const oldest of this.#made.keys()) {
      if (this.#made.size <= this.#most) break;
      this.#made.delete(oldest);
    }
    return made;
  }
}
