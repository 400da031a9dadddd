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

/** How a group was made of others: the tools from `start` to `end` of these groups, one after the other, became `count` others. */
interface Renewal {
  readonly groups: readonly ToolGroup[];
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** Of the last step only: a group that knew all groups before it would keep them. */
const renewalOf = new WeakMap<ToolGroup, Renewal>();

/** The groups after the tools from `start` to `end` were replaced by `count` others: only those of the replaced are new. */
export function regroup(groups: readonly ToolGroup[], start: number, end: number, count: number): ToolGroup[] {
  const before: ToolGroup[] = [];
  const behind: ToolGroup[] = [];
  const replaced: ToolGroup[] = [];
  let replacedFrom = 0;
  let touched = count;
  let from = 0;
  for (const group of groups) {
    const to = from + group.size;
    if (to <= start) before.push(group);
    else if (from >= end) behind.push(group);
    else {
      if (replaced.length === 0) replacedFrom = from;
      replaced.push(group);
      renewalOf.delete(group);
      touched += Math.max(0, start - from) + Math.max(0, to - end);
    }
    from = to;
  }
  // A group may grow to twice the usual size, so that typing near its end does not make a small one each time.
  if (touched === 0 || touched > 2 * usualSize) return [...before, ...groupsOf(touched), ...behind];
  const renewed: ToolGroup = { size: touched };
  if (replaced.length > 0)
    renewalOf.set(renewed, { groups: replaced, start: start - replacedFrom, end: end - replacedFrom, count });
  return [...before, renewed, ...behind];
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
 * kept as long as the group is, and taken over into the one that an edit makes of it, so that after an edit only new tools
 * are looked at. Whether a tool has the property must depend on the member alone.
 */
export function toolsWith(
  hasIt: (member: Member) => boolean,
): (document: Pick<PolicyDocument, "tools" | "toolGroups">) => Placed<Member>[] {
  const placesByGroup = new WeakMap<ToolGroup, readonly number[]>();
  const placesIn = (group: ToolGroup, tools: readonly Placed<Member>[]): readonly number[] => {
    const places = renewedPlaces(group, tools) ?? placesWith(tools, 0, tools.length);
    placesByGroup.set(group, places.length === 0 ? nowhere : places);
    return places;
  };
  const placesWith = (tools: readonly Placed<Member>[], start: number, end: number): readonly number[] => {
    const places: number[] = [];
    tools.slice(start, end).forEach(({ value }, index) => {
      if (hasIt(value)) places.push(start + index);
    });
    return places;
  };
  /** Those in a group that was made of others, when these are known; else undefined. */
  const renewedPlaces = (group: ToolGroup, tools: readonly Placed<Member>[]): readonly number[] | undefined => {
    const renewal = renewalOf.get(group);
    if (renewal === undefined) return undefined;
    const { groups, start, end, count } = renewal;
    const before: number[] = [];
    const behind: number[] = [];
    let from = 0;
    for (const replaced of groups) {
      const known = placesByGroup.get(replaced);
      if (known === undefined) return undefined;
      for (const place of known) {
        if (from + place < start) before.push(from + place);
        else if (from + place >= end) behind.push(from + place - end + start + count);
      }
      from += replaced.size;
    }
    return [...before, ...placesWith(tools, start, start + count), ...behind];
  };
  return ({ tools, toolGroups }) => {
    const found: Placed<Member>[] = [];
    let start = 0;
    for (const group of toolGroups) {
      const known = placesByGroup.get(group) ?? placesIn(group, tools.slice(start, start + group.size));
      for (const place of known) found.push(...tools.slice(start + place, start + place + 1));
      start += group.size;
    }
    return found;
  };
}

/** Most groups have none. */
const nowhere: readonly number[] = [];
