import { removeElement } from "../../policy/edit/memberEdits";
import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import type { Finding, Rule } from "../engine/rule";
import { type LimitList, limitsOfTheirOwn, overlappingLimits, tighterInWindow } from "./limitLists";

/** Spec §2, step 5: every limit reserves one per call, so that of two in the same window the smaller one trips first. */
export const sameWindowTwice: Rule = {
  code: "same-window-twice",
  title: "Two limits for the same window",
  area: "limits",
  severity: "warning",
  docs: {
    what: "Two limits of one tool, or of `all_tools`, have the same `window` and different counters. The one that can never be reached is faded; of two equal ones, the later.",
    why: "Each call counts once for each limit, so both counts are always the same. The smaller limit is reached first and denies; the larger one has no effect. Perhaps you meant another window.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "limits": [
        { "counter": "refunds", "window": "minute", "max": 10, "scope": "grant" },
        { "counter": "refund_burst", "window": "minute", "max": 100, "scope": "grant" }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "limits": [
        { "counter": "refunds", "window": "minute", "max": 10, "scope": "grant" },
        { "counter": "refunds_a_day", "window": "day", "max": 100, "scope": "grant" }
      ]
    }
  }
}`,
  },
  fixes: ["Remove the limit …"],
  check: { each: "policy", find: (subject) => overlappingLimits(subject).flatMap(findingsIn) },
};

function findingsIn({ member, tool, limits }: LimitList): readonly Finding[] {
  const own = limitsOfTheirOwn(limits);
  return own.flatMap((limit) => {
    const tighter = tighterInWindow(limit, own);
    if (tighter === undefined) return [];
    const allowed = tighter.max === limit.max ? `the same ${limit.max}` : `only ${tighter.max}`;
    return [
      {
        span: spanOf(limit.syntax.node, member.offset),
        ...(tool !== undefined && { tool }),
        unnecessary: true as const,
        message: `This limit can never be reached: the limit ${quote(tighter.counter)} allows ${allowed} calls in the same ${limit.window}, and denies first.`,
        related: [{ span: spanOf(tighter.syntax.node, member.offset), message: "This one is reached first." }],
        fixes: () => [
          {
            title: `Remove the limit ${quote(limit.counter)}`,
            edits: removeElement(limit.syntax.node, member.offset),
            keepsMeaning: true,
            automatic: false,
          },
        ],
      },
    ];
  });
}
