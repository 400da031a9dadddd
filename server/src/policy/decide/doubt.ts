import type { PredicateList, Refusal } from "../model/policy";
import { moveSpan, type Span } from "../text/span";
import type { ApplicableLimit } from "./applicableLimits";
import type { PredicateOutcome } from "./checkPredicate";
import type { NotKnown } from "./decision";
import type { LimitCount } from "./limitReservations";

/** Why a decision is not known, and the text that leaves it open. */
export interface Doubt {
  readonly because: NotKnown;
  readonly span: Span | null;
}

/** A predicate, and where it is. */
interface PlacedPredicate {
  readonly list: PredicateList;
  readonly index: number;
  readonly span: Span;
  /** What the spans of its conditions count from. */
  readonly offset: number;
}

/** A predicate of which it is not known whether it denies the call; undefined when it is. */
export function predicateDoubt(
  { list, index: predicate, span, offset }: PlacedPredicate,
  { decisive }: PredicateOutcome,
): Doubt | undefined {
  const notKnown = decisive?.outcome.notKnown;
  if (decisive === undefined || notKnown === undefined) return undefined;
  return {
    because: { ...notKnown, list, predicate, condition: decisive.index },
    span: list === "require" ? moveSpan(decisive.condition.span, offset) : span,
  };
}

/** A limit that is reached if earlier calls, whose decisions are not known, were allowed. */
export function earlierCallsDoubt({ limit, list, span }: ApplicableLimit, { value, uncounted }: LimitCount): Doubt {
  const { counter, window, max } = limit;
  return { because: { kind: "earlier-calls", list, counter, window, max, value, uncounted }, span };
}

/** A policy that the gateway would refuse: what is in force then is not known. */
export function refusalDoubt({ errors, first, span }: Refusal): Doubt {
  return { because: { kind: "policy-refused", errors, first }, span };
}
