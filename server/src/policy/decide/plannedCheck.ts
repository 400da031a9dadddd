import type { AssumptionName } from "../model/assumptions";
import type { Predicate, PredicateList } from "../model/policy";
import { moveSpan, type Span } from "../text/span";
import { predicateInWords } from "../words/inWords";
import type { CheckedCall } from "./checkedCall";
import { compileCondition, type Settled } from "./condition";
import { byPredicate, type Denial } from "./denial";

/** What a predicate says of a call without looking at readings: the index of the condition that denies it is a denial. */
export type Settlement = "passes" | "not settled" | number;

/** A predicate of one tool, ready for its calls. */
export interface PlannedCheck {
  readonly list: PredicateList;
  readonly index: number;
  readonly predicate: Predicate;
  /** Where the predicate is in the text, and what the spans of its conditions count from. */
  readonly span: Span;
  readonly offset: number;
  /** What an answer that is settled rests on: how its conditions are joined, if there are several. */
  readonly assumptions: readonly AssumptionName[];
  /** Says what `checkPredicate` says, for calls whose answer rests on nothing else; allocates nothing. */
  readonly settle: (args: unknown) => Settlement;
  /** The denial by a condition: the same object each time. */
  readonly denial: (condition: number) => Denial;
  /** What `settledCheck` has come to so far, by the condition that denies. */
  readonly denied: (CheckedCall | undefined)[];
  /** What is checked, in words. */
  readonly words: string;
}

/** Makes a predicate ready for the calls of a tool. */
export function planCheck(
  list: PredicateList,
  index: number,
  predicate: Predicate,
  tool: string,
  offset: number,
): PlannedCheck {
  const denials: Denial[] = [];
  let words: string | undefined;
  return {
    list,
    index,
    predicate,
    span: moveSpan(predicate.span, offset),
    offset,
    assumptions: predicate.conditions.length > 1 ? ["conditionsJoin"] : [],
    settle: list === "require" ? settleRequired(predicate) : settleDenying(predicate),
    denial: (condition) => (denials[condition] ??= byPredicate(list, index, predicate, condition, tool, offset)),
    denied: [],
    get words() {
      words ??= `${list} ${index + 1}: ${predicateInWords(predicate)}`;
      return words;
    },
  };
}

/** The first condition that does not hold denies. */
function settleRequired({ conditions }: Predicate): PlannedCheck["settle"] {
  const settles = settlersOf(conditions);
  return (args) => {
    for (let index = 0; index < settles.length; index++) {
      const settled = settles[index]?.(args);
      if (settled === undefined) return "not settled";
      if (settled !== true) return index;
    }
    return "passes";
  };
}

/** All conditions hold: that denies. What a missing argument means is a reading. */
function settleDenying({ conditions }: Predicate): PlannedCheck["settle"] {
  const settles = settlersOf(conditions);
  const last = Math.max(0, settles.length - 1);
  return (args) => {
    for (let index = 0; index < settles.length; index++) {
      const settled = settles[index]?.(args);
      if (settled === false) return "passes";
      if (settled !== true) return "not settled";
    }
    return last;
  };
}

function settlersOf(conditions: Predicate["conditions"]): readonly ((args: unknown) => Settled)[] {
  return conditions.map((condition) => compileCondition(condition).settle);
}
