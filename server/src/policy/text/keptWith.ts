/** A class whose constructor gives back what it is given, so that the fields of a class below it are put on that object. */
class OnObject {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: that is what it is for.
    return object;
  }
}

/**
 * What is kept with an object as long as the object is: what is known of a member, for instance, which is the same object
 * in the next version of a text unless the edit is in it.
 *
 * A WeakMap does the same, at a price: when V8 collects the young objects alone, it takes each value of a WeakMap for one
 * that is in use, with all that it refers to. What is made at each edit and refers to its tool would then grow old, and
 * lie there until all garbage is collected. So this is a private field of the object, which neither a copy nor a comparison
 * sees. Making one takes a quarter of the time of a hidden property.
 */
export class KeptWith<Key extends object, Kept> {
  readonly #field = fieldOfAnyObject<Kept>();

  /** What is kept with an object; undefined when nothing is. */
  get(key: Key): Kept | undefined {
    return this.#field.of(key);
  }

  /** Keeps something with an object. */
  set(key: Key, kept: Kept): void {
    this.#field.put(key, kept);
  }
}

/** A private field that can be put on any object; each call makes another one. */
function fieldOfAnyObject<Kept>() {
  return class Field extends OnObject {
    #kept: Kept;

    constructor(object: object, kept: Kept) {
      super(object);
      this.#kept = kept;
    }

    static of(object: object): Kept | undefined {
      return #kept in object ? object.#kept : undefined;
    }

    static put(object: object, kept: Kept): void {
      if (#kept in object) object.#kept = kept;
      else new Field(object, kept);
    }
  };
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
