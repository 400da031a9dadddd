import type { ChangedPart } from "../text/changedPart";
import type { Member, PolicyDocument, ToolGroup } from "./document";
import type { Placed } from "./policy";
import { groupsOf, regroup } from "./toolGroups";

/** The last version that was split, and what has changed since. */
export interface LastSplit {
  readonly document: PolicyDocument;
  readonly changed: ChangedPart;
}

/** Finds the member of an earlier version with this text at this place; asked in the order of the text. */
export type TakeOver = (source: string, start: number) => Member | undefined;

/** For a text without an earlier version. */
export const takesNothingOver: TakeOver = () => undefined;

/**
 * Members of an earlier version: by their place where nothing has changed, since a thousand texts are compared slower than
 * a thousand numbers; where something has, by their text.
 */
export function takeOver(
  { text }: Pick<PolicyDocument, "text">,
  members: readonly Placed<Member>[],
  { before, after }: ChangedPart,
): TakeOver {
  const moved = after.end - before.end;
  let next = 0;
  let changed: ReadonlyMap<string, Member> | undefined;
  return (source, start) => {
    const isBefore = start + source.length <= after.start;
    if (isBefore || start >= after.end) {
      const offset = isBefore ? start : start - moved;
      while ((members[next]?.offset ?? offset) < offset) next++;
      const found = members[next];
      if (found?.offset === offset && found.value.length === source.length) return found.value;
    }
    changed ??= new Map(
      members
        .filter(({ offset, value }) => offset <= before.end && offset + value.length >= before.start)
        .map(({ offset, value }) => [text.slice(offset, offset + value.length), value]),
    );
    return changed.get(source);
  };
}

/** The groups of tools of which all that come first, and all that come last, are those of an earlier version. */
export function takeGroupsOver(last: PolicyDocument | undefined, tools: readonly Placed<Member>[]): ToolGroup[] {
  if (last === undefined) return groupsOf(tools.length);
  const before = last.tools;
  const shorter = Math.min(before.length, tools.length);
  let first = 0;
  while (first < shorter && before[first]?.value === tools[first]?.value) first++;
  let tail = 0;
  while (tail < shorter - first && before.at(-1 - tail)?.value === tools.at(-1 - tail)?.value) tail++;
  return regroup(last.toolGroups, first, before.length - tail, tools.length - tail - first);
}
