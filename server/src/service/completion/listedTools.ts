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
  if (position.containers.at(-1)?.start !== toolsSpan?.start) return listed([otherNames(context)]);
  if (!isSplit) return listed([otherNames(context), ...namesPassedOver(context)]);
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

/** In a broken text, the names of the tools that were not looked at. */
function namesPassedOver({ snapshot: { document }, position }: Context): readonly ReadonlySet<string>[] {
  const { tools, toolGroups } = document;
  const runs = position.passedOver.map(({ start, end }) => [firstFrom(tools, start), firstFrom(tools, end)] as const);
  let from = 0;
  return namesByGroup(document).flatMap((names, index) => {
    const to = from + (toolGroups[index]?.size ?? 0);
    const parts = runs.map(([first, next]) => [Math.max(first, from), Math.min(next, to)] as const);
    const isWhole = parts.some(([first, next]) => first === from && next === to);
    from = to;
    return isWhole ? [names] : parts.map(([first, next]) => namesOf(tools.slice(first, Math.max(first, next))));
  });
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
