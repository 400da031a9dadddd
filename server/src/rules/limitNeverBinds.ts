import { findMember } from "../policy/document";
import { spanOf } from "../policy/span";
import { toolsWith } from "../policy/toolGroups";
import { toolSyntaxOf } from "../policy/toolSyntax";
import { quote } from "../policy/wording";
import { limitsOfTheirOwn, type PlainLimit, plainLimits, tighterInWindow } from "./limitLists";
import { removeEntry } from "./removeText";
import type { Finding, PolicySubject, Rule } from "./rule";
import { unconditionalDenial } from "./unconditionalDenial";

/** Spec §2, step 5: `all_tools.limits` count every call, those of the tool among them. */
export const limitNeverBinds: Rule = {
  code: "limit-never-binds",
  title: "A limit that `all_tools` makes superfluous",
  area: "deadText",
  severity: "information",
  docs: {
    what: "A limit of a tool allows more calls than a limit under `all_tools` does in the same window. It is faded. A limit with the same maximum is not reported: it is the one that is named when a call is denied.",
    why: "The limit under `all_tools` counts the calls of every tool, those of this one among them. It is always reached first, so that the tool's own limit never denies a call. Whoever reads it believes that the tool may be called more often than it can be.",
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

const toolsWithLimits = toolsWith((member) => toolSyntaxOf(member).limits.length > 0);

function findingsIn({ document, isBroken }: PolicySubject): readonly Finding[] {
  const allTools = findMember(document, "all_tools");
  if (allTools === undefined || isBroken(allTools)) return [];
  const overAll = onesOfTheirOwn(toolSyntaxOf(allTools.value).limits);
  if (overAll.length === 0) return [];
  return toolsWithLimits(document).flatMap((member) => {
    const syntax = toolSyntaxOf(member.value);
    const own = onesOfTheirOwn(syntax.limits);
    const found = own.flatMap((limit) => {
      const tighter = overAll.find(({ window, max }) => window === limit.window && max < limit.max);
      // One that the tool's own limits make superfluous is another finding.
      return tighter === undefined || tighterInWindow(limit, own) !== undefined ? [] : [{ limit, tighter }];
    });
    if (found.length === 0 || isBroken(member) || unconditionalDenial(syntax) !== undefined) return [];
    return found.map(({ limit, tighter }) => ({
      span: spanOf(limit.syntax.node, member.offset),
      tool: member.value.name,
      unnecessary: true as const,
      message: `This limit can never be reached: ${quote(tighter.counter)} under "all_tools" allows only ${tighter.max} calls of all tools together in the same ${limit.window}, and denies first.`,
      related: [{ span: spanOf(tighter.syntax.node, allTools.offset), message: "This one is reached first." }],
      fixes: () => [
        {
          title: `Remove the limit ${quote(limit.counter)}`,
          edits: removeEntry(limit.syntax.node, syntax.fields.limits?.key ?? limit.syntax.node, member.offset),
          keepsMeaning: true,
          automatic: false,
        },
      ],
    }));
  });
}

/** None when a limit of the list is not plain: it may count the same calls in another way. */
function onesOfTheirOwn(limits: Parameters<typeof plainLimits>[0]): readonly PlainLimit[] {
  const plain = plainLimits(limits);
  return plain.length < limits.length ? [] : limitsOfTheirOwn(plain);
}
