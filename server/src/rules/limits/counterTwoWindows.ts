import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import type { Finding, Rule } from "../engine/rule";
import { type LimitList, overlappingLimits, type PlainLimit } from "./limitLists";

/** Spec §2, "Windows and counters": a counter is known by scope, tool and name; a second window for it is not described. */
export const counterTwoWindows: Rule = {
  code: "counter-two-windows",
  title: "One counter has two windows",
  area: "limits",
  severity: "warning",
  docs: {
    what: "Two limits of one tool, or of `all_tools`, have the same `counter` and different windows. The later name is underlined.",
    why: "It is not documented whether these are two counts or one. If it is one, a call counts twice, and the shorter window may reset the count of the longer one. And the gateway's log names a limit only by its counter, so it does not show which of the two denied a call.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "limits": [
        { "counter": "create_refund_rate", "window": "minute", "max": 10, "scope": "grant" },
        { "counter": "create_refund_rate", "window": "day", "max": 200, "scope": "grant" }
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
        { "counter": "create_refund_rate", "window": "minute", "max": 10, "scope": "grant" },
        { "counter": "create_refund_rate_day", "window": "day", "max": 200, "scope": "grant" }
      ]
    }
  }
}`,
  },
  fixes: ["Name this counter …"],
  check: { each: "policy", find: (subject) => overlappingLimits(subject).flatMap(findingsIn) },
};

function findingsIn({ member, tool, limits }: LimitList): readonly Finding[] {
  const names = new Set(limits.map((limit) => limit.counter));
  const known = new Map<string, { readonly first: PlainLimit; readonly windows: Set<string> }>();
  return limits.flatMap((limit) => {
    const { counter } = limit.syntax;
    const before = known.get(limit.counter);
    if (before === undefined) known.set(limit.counter, { first: limit, windows: new Set([limit.window]) });
    // Said once for each window.
    if (counter === undefined || before === undefined || before.windows.has(limit.window)) return [];
    before.windows.add(limit.window);
    const { first } = before;
    const name = `${limit.counter}_${limit.window}`;
    const span = spanOf(counter, member.offset);
    const isFree = !names.has(name);
    return [
      {
        span,
        ...(tool !== undefined && { tool }),
        message: `The counter ${quote(limit.counter)} already counts calls per ${first.window}, and here per ${limit.window}. Whether these are two counts or one is not documented, and the log cannot tell them apart.`,
        related: [
          {
            span: spanOf(first.syntax.counter ?? first.syntax.node, member.offset),
            message: `Here it counts per ${first.window}.`,
          },
        ],
        fixes: () =>
          isFree
            ? [
                {
                  title: `Name this counter ${quote(name)}`,
                  edits: [{ span, newText: JSON.stringify(name) }],
                  keepsMeaning: false,
                  automatic: false,
                },
              ]
            : [],
      },
    ];
  });
}
