import { findMember, type Member } from "../../policy/model/document";
import { toolSyntaxOf } from "../../policy/model/toolModel";
import { keptFor } from "../../policy/text/keptWith";
import { spanOf } from "../../policy/text/span";
import { quote } from "../../policy/words/plain/quote";
import type { Finding, PolicySubject, Rule } from "../engine/rule";
import { toolFinder } from "../engine/toolFinder";
import { removeEntry } from "../fixes/removeText";
import {
  limitsOfTheirOwn,
  type PlainLimit,
  reachedLimits,
  tighterInWindow,
  tightestByWindow,
} from "../limits/limitLists";

/** Spec §2, step 5: `all_tools.limits` count every call, those of the tool among them. */
export const limitNeverBinds: Rule = {
  code: "limit-never-binds",
  title: "A limit that `all_tools` makes redundant",
  area: "deadText",
  severity: "information",
  docs: {
    what: "A limit of a tool allows more calls than a limit under `all_tools` does in the same window. It is faded. A limit with the same maximum is not reported: the denial names it.",
    why: "The limit under `all_tools` counts the calls of all tools, including this one. It is always reached first, so the tool's own limit never denies a call. A reader would think that the tool can be called more often than it can.",
    bad: `{
  "version": "1",
  "default": "deny",
  "all_tools": {
    "limits": [{ "counter": "all_calls", "window": "minute", "max": 30, "scope": "grant" }]
  },
  "tools": {
    "create_refund": {
      "limits": [{ "counter": "create_refund_rate", "window": "minute", "max": 50, "scope": "grant" }]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "all_tools": {
    "limits": [{ "counter": "all_calls", "window": "minute", "max": 30, "scope": "grant" }]
  },
  "tools": {
    "create_refund": {
      "limits": [{ "counter": "create_refund_rate", "window": "minute", "max": 10, "scope": "grant" }]
    }
  }
}`,
  },
  fixes: ["Remove the limit …"],
  check: { each: "policy", find: findingsIn },
};

/** Looked for again where a tool is edited; everywhere when `all_tools` is. */
const toolsWithUselessLimits = toolFinder((member, allTools: Member) =>
  reachedLimits(member).some((limit) => tighterOf(limit, limitsOverAll(allTools)) !== undefined),
);

const limitsOverAll = keptFor((allTools: Member) => limitsOfTheirOwn(reachedLimits(allTools)));

/** The limit over all tools that is reached first. */
function tighterOf(limit: PlainLimit, overAll: readonly PlainLimit[]): PlainLimit | undefined {
  const tightest = tightestByWindow(overAll).get(limit.window);
  return tightest !== undefined && tightest.max < limit.max ? tightest : undefined;
}

function findingsIn({ document, isBroken }: PolicySubject): readonly Finding[] {
  const allTools = findMember(document, "all_tools");
  if (allTools === undefined || isBroken(allTools)) return [];
  const overAll = limitsOverAll(allTools.value);
  if (overAll.length === 0) return [];
  return toolsWithUselessLimits(allTools.value)(document).flatMap((member) => {
    if (isBroken(member)) return [];
    const own = limitsOfTheirOwn(reachedLimits(member.value));
    return own.flatMap((limit): Finding[] => {
      const tighter = tighterOf(limit, overAll);
      // One that the tool's own limits make superfluous is another finding.
      if (tighter === undefined || tighterInWindow(limit, own) !== undefined) return [];
      return [
        {
          span: spanOf(limit.syntax.node, member.offset),
          tool: member.value.name,
          unnecessary: true,
          message: `This limit can never be reached: ${quote(tighter.counter)} under "all_tools" allows only ${tighter.max} calls of all tools together in the same ${limit.window}, and denies first.`,
          related: [{ span: spanOf(tighter.syntax.node, allTools.offset), message: "This one is reached first." }],
          fixes: () => [
            {
              title: `Remove the limit ${quote(limit.counter)}`,
              edits: removeEntry(
                limit.syntax.node,
                toolSyntaxOf(member.value).fields.limits?.key ?? limit.syntax.node,
                member.offset,
              ),
              keepsMeaning: true,
              automatic: false,
            },
          ],
        },
      ];
    });
  });
}
