import { removeElements } from "../../policy/edit/memberEdits";
import { spanOf } from "../../policy/text/span";
import { counted } from "../../policy/words/plain/plural";
import { quote } from "../../policy/words/plain/quote";
import type { Finding, Rule } from "../engine/rule";
import { type LimitList, overlappingLimits, type PlainLimit } from "./limitLists";

/** Spec §2, "Windows and counters": limits of one tool with the same counter share it. */
export const sharedCounter: Rule = {
  code: "shared-counter",
  title: "Two limits count under one name in the same window",
  area: "limits",
  severity: "warning",
  docs: {
    what: "Two limits of one tool, or of `all_tools`, have the same `counter` and the same `window`. The second name is underlined.",
    why: "As far as is known, such limits share one count. Each of them adds to it, so every call counts twice, and the quota is used up after half of the calls.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "limits": [
        { "counter": "create_refund_rate", "window": "minute", "max": 10, "scope": "grant" },
        { "counter": "create_refund_rate", "window": "minute", "max": 20, "scope": "grant" }
      ]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "create_refund": {
      "limits": [{ "counter": "create_refund_rate", "window": "minute", "max": 10, "scope": "grant" }]
    }
  }
}`,
  },
  fixes: ["Keep only the limit of …"],
  check: { each: "policy", find: (subject) => overlappingLimits(subject).flatMap(findingsIn) },
};

/** Maximum number of places to list with a finding. */
const mostRelated = 20;

function findingsIn({ member, tool, limits }: LimitList): readonly Finding[] {
  const byCount = new Map<string, PlainLimit[]>();
  for (const limit of limits) {
    const key = JSON.stringify([limit.counter, limit.window]);
    const sharing = byCount.get(key);
    if (sharing === undefined) byCount.set(key, [limit]);
    else sharing.push(limit);
  }
  // Said once for all that share it.
  return [...byCount.values()].flatMap((sharing) => {
    const limit = sharing[1];
    const counter = limit?.syntax.counter;
    if (limit === undefined || counter === undefined) return [];
    const smallest = sharing.reduce((least, other) => (other.max < least.max ? other : least));
    const times = sharing.length === 2 ? "twice" : `${sharing.length} times`;
    return [
      {
        span: spanOf(counter, member.offset),
        ...(tool !== undefined && { tool }),
        message: `Another limit counts as ${quote(limit.counter)} in the same window. As far as is known they share one count: each call counts ${times}, so ${callsInWords(callsThatPass(sharing), limit.window)}.`,
        related: sharing
          .filter((other) => other !== limit)
          .slice(0, mostRelated)
          .map((other) => ({
            span: spanOf(other.syntax.counter ?? other.syntax.node, member.offset),
            message: "The same counter is used here.",
          })),
        fixes: () => [
          {
            title: `Keep only the limit of ${smallest.max}`,
            edits: removeElements(
              sharing.filter((other) => other !== smallest).map((other) => other.syntax.node),
              member.offset,
            ),
            keepsMeaning: false,
            automatic: false,
          },
        ],
      },
    ];
  });
}

/** How many calls of a window find room when each adds one for every limit, one after the other. */
function callsThatPass(sharing: readonly PlainLimit[]): number {
  const passes = sharing.map(({ max }, place) => Math.floor((max - 1 - place) / sharing.length) + 1);
  return Math.max(0, Math.min(...passes));
}

function callsInWords(calls: number, window: string): string {
  if (calls === 0) return "no call ever passes";
  return `only ${counted(calls, "call passes", "calls pass")} in one ${window}`;
}
