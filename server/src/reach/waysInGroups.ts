import type { Demand } from "./formula";

/** Conditions of a group where nothing is demanded anyway. */
const fewest = 16;

/**
 * The ways in groups whose values are cut together: a group has about as many conditions as what is demanded anyway, so
 * that neither many small cuts nor one large one is most of the work, and a call is found before all ways are looked at.
 */
export function* waysInGroups(base: Demand, ways: readonly Demand[]): Iterable<readonly Demand[]> {
  const most = Math.max(fewest, countLiterals(base));
  let group: Demand[] = [];
  let literals = 0;
  for (const way of ways) {
    group.push(way);
    literals += countLiterals(way);
    if (literals < most) continue;
    yield group;
    [group, literals] = [[], 0];
  }
  if (group.length > 0) yield group;
}

function countLiterals({ all, choices }: Demand): number {
  return choices.reduce((sum, choice) => sum + choice.length, all.length);
}
