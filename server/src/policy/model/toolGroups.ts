import type { Member, PolicyDocument, ToolGroup } from "./document";
import type { Placed } from "./policy";

/** Large enough that 100,000 tools have few groups, small enough that looking at one group again costs little. */
const usualSize = 256;

/** Puts so many tools into groups. */
export function groupsOf(tools: number): ToolGroup[] {
  const groups: ToolGroup[] = [];
  for (let left = tools; left > 0; left -= usualSize) groups.push({ size: Math.min(left, usualSize) });
  return groups;
}

/** The groups after the tools from `start` to `end` were replaced by `count` others: only those of the replaced are new. */
export function regroup(groups: readonly ToolGroup[], start: number, end: number, count: number): ToolGroup[] {
  const before: ToolGroup[] = [];
  const behind: ToolGroup[] = [];
  let touched = count;
  let from = 0;
  for (const group of groups) {
    const to = from + group.size;
    if (to <= start) before.push(group);
    else if (from >= end) behind.push(group);
    else touched += Math.max(0, start - from) + Math.max(0, to - end);
    from = to;
  }
  // A group may grow to twice the usual size, so that typing near its end does not make a small one each time.
  const renewed = touched === 0 ? [] : touched > 2 * usualSize ? groupsOf(touched) : [{ size: touched }];
  return [...before, ...renewed, ...behind];
}

/** A function that makes something of each group of a document, and keeps it as long as the group is. */
export function madeByGroup<Made>(
  make: (tools: readonly Placed<Member>[]) => Made,
): (document: Pick<PolicyDocument, "tools" | "toolGroups">) => readonly Made[] {
  const kept = new WeakMap<ToolGroup, { readonly made: Made }>();
  return ({ tools, toolGroups }) => {
    let start = 0;
    return toolGroups.map((group) => {
      const known = kept.get(group) ?? { made: make(tools.slice(start, start + group.size)) };
      kept.set(group, known);
      start += group.size;
      return known.made;
    });
  };
}

/**
 * A function that finds the tools of a document with some property, such as having a problem. What is found in a group is
 * kept as long as the group is, so that after an edit only the tools near it are looked at again. Whether a tool has the
 * property must depend on the member alone.
 */
export function toolsWith(hasIt: (member: Member) => boolean): (document: PolicyDocument) => Placed<Member>[] {
  const placesByGroup = madeByGroup((tools) => placesWith(tools, hasIt));
  return (document) => {
    const { tools, toolGroups } = document;
    const found: Placed<Member>[] = [];
    let start = 0;
    for (const [index, places] of placesByGroup(document).entries()) {
      for (const place of places) found.push(...tools.slice(start + place, start + place + 1));
      start += toolGroups[index]?.size ?? 0;
    }
    return found;
  };
}

/** Most groups have none. */
const nowhere: readonly number[] = [];

function placesWith(tools: readonly Placed<Member>[], hasIt: (member: Member) => boolean): readonly number[] {
  const places = tools.flatMap(({ value }, place) => (hasIt(value) ? [place] : []));
  return places.length === 0 ? nowhere : places;
}
