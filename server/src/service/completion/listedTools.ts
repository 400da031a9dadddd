import type { ToolCatalogue } from "../../catalogue/catalogue";
import { firstFrom, type Member } from "../../policy/model/document";
import { keySpanOf } from "../../policy/model/keySpan";
import type { Placed } from "../../policy/model/policy";
import { madeByGroup } from "../../policy/model/toolGroups";
import { type Context, isReplaced, otherNames } from "./context";

/** The tools that a policy lists beside the one whose name is typed. */
export interface ListedTools {
  has(name: string): boolean;
  /** The groups of the catalogue that they are of. */
  groupsIn(catalogue: ToolCatalogue): ReadonlySet<string>;
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
  return {
    has: (name) => sets.some((names) => names.has(name)),
    groupsIn: (catalogue) => new Set(sets.flatMap((names) => [...groupsOf(names, catalogue)])),
  };
}

const known = new WeakMap<ToolCatalogue, WeakMap<ReadonlySet<string>, ReadonlySet<string>>>();

function groupsOf(names: ReadonlySet<string>, catalogue: ToolCatalogue): ReadonlySet<string> {
  const ofCatalogue = known.get(catalogue) ?? new WeakMap<ReadonlySet<string>, ReadonlySet<string>>();
  known.set(catalogue, ofCatalogue);
  const groups = ofCatalogue.get(names) ?? new Set([...names].flatMap((name) => catalogue.find(name)?.group ?? []));
  ofCatalogue.set(names, groups);
  return groups;
}
