import { firstFrom, type Member } from "../../policy/model/document";
import { keySpanOf } from "../../policy/model/keySpan";
import type { Placed } from "../../policy/model/policy";
import { madeByGroup } from "../../policy/model/toolGroups";
import { type Context, isReplaced, otherNames } from "./context";

/** The tools that a policy lists beside the one whose name is typed. */
export interface ListedTools {
  /** Those that some collection has as well, which is always the same object: what is found is kept with it. */
  among(collection: object, has: (name: string) => boolean): ReadonlySet<string>;
}

/** The other tools where a name is typed under `tools`. There can be thousands: a letter costs those near the cursor. */
export function listedTools(context: Context): ListedTools {
  const { snapshot, position } = context;
  const { tools, toolsSpan, toolGroups, isSplit } = snapshot.document;
  if (!isSplit || position.containers.at(-1)?.start !== toolsSpan?.start) return listed([otherNames(context)]);
  const at = firstFrom(tools, position.replaced.start);
  const typed = tools[at];
  if (typed === undefined || !isReplaced(position, keySpanOf(typed))) return listed(namesByGroup(snapshot.document));
  let start = 0;
  const sets = namesByGroup(snapshot.document).map((names, index) => {
    const from = start;
    start += toolGroups[index]?.size ?? 0;
    return from <= at && at < start ? namesOf(tools.slice(from, start).filter((tool) => tool !== typed)) : names;
  });
  return listed(sets);
}

const namesByGroup = madeByGroup(namesOf);

function namesOf(tools: readonly Placed<Member>[]): ReadonlySet<string> {
  return new Set(tools.map(({ value }) => value.name));
}

function listed(sets: readonly ReadonlySet<string>[]): ListedTools {
  return { among: (collection, has) => new Set(sets.flatMap((names) => namesAmong(names, collection, has))) };
}

const known = new WeakMap<object, WeakMap<ReadonlySet<string>, readonly string[]>>();

function namesAmong(names: ReadonlySet<string>, collection: object, has: (name: string) => boolean): readonly string[] {
  const ofCollection = known.get(collection) ?? new WeakMap<ReadonlySet<string>, readonly string[]>();
  known.set(collection, ofCollection);
  const found = ofCollection.get(names) ?? [...names].filter(has);
  ofCollection.set(names, found);
  return found;
}
