import type { Predicate, PredicateList } from "../model/policy";
import { moveSpan, type Span } from "../text/span";
import type { Admission } from "./admit";
import type { ApplicableLimit } from "./applicableLimits";
import type { Reason } from "./decision";

/** Why a call is denied: the part of a decision that a denial adds. */
export interface Denial {
  readonly reason: Reason;
  /** The label that the gateway logs (spec §2). */
  readonly rule: string;
  readonly message: string;
  readonly span: Span | null;
}

/** Step 1: there is no policy. */
export function withoutPolicy(tool: string): Denial {
  return { reason: { kind: "no-policy" }, rule: "(no policy)", message: notPermitted(tool), span: null };
}

/** Steps 2 and 3: hidden, or not listed. */
export function byAdmission({ reason, span }: Extract<Admission, { kind: "denied" }>, tool: string): Denial {
  return reason.kind === "hidden"
    ? { reason, rule: "(hidden)", message: `Tool "${tool}" is hidden by policy`, span }
    : { reason, rule: "(default deny)", message: notPermitted(tool), span };
}

function notPermitted(tool: string): string {
  return `Tool "${tool}" is not permitted by policy`;
}

/** Step 4: a predicate, by the index of the condition that settles it, if one does. An empty `on_deny` counts as none. */
export function byPredicate(
  list: PredicateList,
  index: number,
  predicate: Predicate,
  decisive: number | undefined,
  tool: string,
  offset: number,
): Denial {
  const [first] = predicate.conditions;
  const label = first === undefined ? "(always)" : `${first.path}-${first.op}`;
  const rule = `/tools/${tool}/${list}/${label}`;
  const message = predicate.onDeny || `Denied by rule "${rule}"`;
  return list === "require"
    ? {
        reason: { kind: "require", predicate: index, condition: decisive ?? 0 },
        rule,
        message,
        span: moveSpan(predicate.conditions[decisive ?? -1]?.span ?? predicate.span, offset),
      }
    : {
        reason: { kind: "deny_if", predicate: index, always: first === undefined },
        rule,
        message,
        span: moveSpan(predicate.span, offset),
      };
}

/** Step 5: a limit that `value` calls have already used up. */
export function byLimit({ limit, list, span }: ApplicableLimit, value: number, tool: string): Denial {
  const { counter, window, max } = limit;
  return {
    reason: { kind: "limit", list, counter, window, max, value },
    rule: list === "tool" ? `/tools/${tool}/limits/${counter}` : `/all_tools/limits/${counter}`,
    message: `Rate limit of ${max} per ${window} reached. Try again later.`,
    span,
  };
}
