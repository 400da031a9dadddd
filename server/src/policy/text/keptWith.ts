/**
 * What is kept with an object as long as the object is: what is known of a member, for instance, which is the same object
 * in the next version of a text unless the edit is in it.
 *
 * A WeakMap does the same, at a price: when V8 collects the young objects alone, it takes each value of a WeakMap for one
 * that is in use, with all that it refers to. What is made at each edit and refers to its tool would then grow old, and
 * lie there until all garbage is collected. So this is a property of the object, which neither a copy nor a comparison sees.
 */
export class KeptWith<Key extends object, Kept> {
  readonly #name = Symbol();

  /** What is kept with an object; undefined when nothing is. */
  get(key: Key): Kept | undefined {
    return (key as Readonly<Record<symbol, Kept | undefined>>)[this.#name];
  }

  /** Keeps something with an object. */
  set(key: Key, kept: Kept): void {
    Object.defineProperty(key, this.#name, { value: kept, configurable: true });
  }
}

/** A function that makes something of an object once, and keeps it with the object. */
export function keptFor<Key extends object, Made extends object>(make: (key: Key) => Made): (key: Key) => Made {
  const kept = new KeptWith<Key, Made>();
  return (key) => {
    let made = kept.get(key);
    if (made === undefined) {
      made = make(key);
      kept.set(key, made);
    }
    return made;
  };
}
