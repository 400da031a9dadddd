/**
 * A function that makes something of an object once, and keeps it as long as the object is: of a member, for instance,
 * which is the same object in the next version unless the edit is in its text.
 */
export function keptFor<Key extends object, Made extends object>(make: (key: Key) => Made): (key: Key) => Made {
  const kept = new WeakMap<Key, Made>();
  return (key) => {
    let made = kept.get(key);
    if (made === undefined) {
      made = make(key);
      kept.set(key, made);
    }
    return made;
  };
}
