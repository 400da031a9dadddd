import type { ToolCatalogue } from "../../catalogue/catalogue";
import type { Member, PolicyDocument, ToolGroup } from "../../policy/model/document";
import type { Placed } from "../../policy/model/policy";
import { readPolicy } from "../../policy/model/readPolicy";
import { checkRules, isLookedAt, isSilentAbout, lookAtTools, type Reviewed } from "./checkRules";

/** So many characters of tools are looked at in one go: that takes some 10 ms, on a slow machine five times as long. */
export const sliceLength = 16_000;

/** For a tool in a text that is broken, whose length is not known. */
const usualLength = 200;

/** A group of which a tool is new to the rules. */
interface Begun {
  readonly tools: readonly Placed<Member>[];
  readonly group: ToolGroup;
}

/** The groups of which every tool has been looked at. */
const doneByCatalogue = new WeakMap<ToolCatalogue, WeakSet<ToolGroup>>();

/**
 * Has the rules look at the tools that are new to them, one slice after the other, and stops before each; what
 * `checkRules` finds afterwards costs little. It stops nowhere when there is less than a slice to look at, as after an edit.
 */
export function* lookInSlices({ document, catalogue, problems }: Omit<Reviewed, "policy">): Generator<void> {
  if (isSilentAbout(problems)) return;
  const done = doneByCatalogue.get(catalogue) ?? new WeakSet<ToolGroup>();
  doneByCatalogue.set(catalogue, done);
  /** What is kept by group is found, too, as long as the nodes of its tools are at hand. */
  const lookAtGroup = ({ tools, group }: Begun): void => {
    const part: PolicyDocument = { ...document, tools, toolGroups: [group] };
    checkRules({ document: part, policy: readPolicy(part, problems), catalogue, problems });
  };
  let end = 0;
  let slice: Placed<Member>[] = [];
  let length = 0;
  let begun: Begun[] = [];
  for (const group of document.toolGroups) {
    const start = end;
    end += group.size;
    if (done.has(group)) continue;
    const tools = document.tools.slice(start, end);
    const unknown = tools.filter(({ value }) => !isLookedAt(value, catalogue));
    if (unknown.length === 0) {
      done.add(group);
      continue;
    }
    begun.push({ tools, group });
    let hasLooked = false;
    for (const tool of unknown) {
      slice.push(tool);
      length += tool.value.length || usualLength;
      if (length < sliceLength) continue;
      yield;
      lookAtTools(slice, catalogue);
      slice = [];
      length = 0;
      hasLooked = true;
    }
    if (!hasLooked) continue;
    yield;
    for (const each of begun) {
      lookAtGroup(each);
      done.add(each.group);
    }
    begun = [];
    slice = [];
    length = 0;
  }
}
