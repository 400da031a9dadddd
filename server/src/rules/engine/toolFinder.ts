import type { Member, PolicyDocument } from "../../policy/model/document";
import type { Placed } from "../../policy/model/policy";
import { toolsWith } from "../../policy/model/toolGroups";

/** Finds the tools of a document that have some property. */
export type FindTools = (document: PolicyDocument) => readonly Placed<Member>[];

/**
 * A finder of tools whose property depends on the member and on one object more, such as the catalogue or the member
 * `hide`. As long as that object is the same, an edit costs the tools near it: a rule about the whole policy that looked
 * at every tool after each edit would cost more than everything else.
 */
export function toolFinder<Key extends object>(hasIt: (member: Member, key: Key) => boolean): (key: Key) => FindTools {
  const finders = new WeakMap<Key, FindTools>();
  return (key) => {
    const known = finders.get(key) ?? toolsWith((member) => hasIt(member, key));
    finders.set(key, known);
    return known;
  };
}
