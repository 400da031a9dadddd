import type { Condition } from "../policy/model/policy";
import type { Demand, Literal } from "./formula";
import { groupBy } from "./groupBy";
import type { Work } from "./work";

/**
 * The ways that what is demanded anyway does not rule out by itself, whatever the values: a predicate that both policies
 * have is no way in which they differ. Conditions that say the same are one object.
 */
export function waysLeft(base: Demand, ways: readonly Demand[], work: Work): readonly Demand[] {
  const settled = new Map<Condition, boolean>();
  for (const { condition, holds } of base.all) {
    if (settled.get(condition) === !holds) return [];
    settled.set(condition, holds);
  }
  const pairs = base.choices.flatMap((choice) => choice.map(({ condition }) => ({ condition, choice })));
  const choicesOf = groupBy(pairs, ({ condition }) => condition);
  return ways.filter((way) => {
    const own = new Map(way.all.map(({ condition, holds }) => [condition, holds]));
    const isRuledOut = ({ condition, holds }: Literal): boolean => {
      work.spend(1);
      return (own.get(condition) ?? settled.get(condition)) === !holds;
    };
    if (way.all.some(({ condition, holds }) => settled.get(condition) === !holds)) return false;
    const touched = new Set(
      way.all.flatMap(({ condition }) => (choicesOf.get(condition) ?? []).map(({ choice }) => choice)),
    );
    return ![...way.choices, ...touched].some((choice) => choice.every(isRuledOut));
  });
}
