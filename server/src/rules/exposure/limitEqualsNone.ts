import { windowLength } from "../../policy/decide/window";
import { findMember } from "../../policy/model/document";
import type { WindowName } from "../../policy/model/policy";
import { toolsWith } from "../../policy/model/toolGroups";
import { isWindowName, toolSyntaxOf } from "../../policy/model/toolModel";
import { spanOf } from "../../policy/text/span";
import { grouped } from "../../policy/words/plain/grouped";
import { windowInWords } from "../../policy/words/plain/windowInWords";
import type { Rule } from "../engine/rule";

/** More than this is no limit: no agent and no MCP server gets there. */
const mostCalls: Readonly<Record<WindowName, number>> = { minute: 100_000, hour: 1_000_000, day: 10_000_000 };

/** Spec §1: a limit is a quota. One that cannot be used up limits nothing. */
export const limitEqualsNone: Rule = {
  code: "limit-equals-none",
  title: "A limit is so high that it has no effect",
  area: "exposure",
  severity: "warning",
  docs: {
    what: "`max` is more than 100,000 a minute, 1,000,000 an hour or 10,000,000 a day, under a tool or under `all_tools`.",
    why: "An agent waits for the answer to a call, so one grant makes at most a few calls a second. A limit of more than a hundred a second never denies, but a reader would think that the tool is limited.",
    bad: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "send_message": {
      "limits": [{ "counter": "send_message_rate", "window": "minute", "max": 1000000, "scope": "grant" }]
    }
  }
}`,
    good: `{
  "version": "1",
  "default": "deny",
  "tools": {
    "send_message": {
      "limits": [{ "counter": "send_message_rate", "window": "minute", "max": 30, "scope": "grant" }]
    }
  }
}`,
  },
  fixes: [],
  check: {
    each: "policy",
    find: ({ document, isBroken }) => {
      const allTools = findMember(document, "all_tools");
      const holders = [...toolsWithHighLimits(document), ...(allTools === undefined ? [] : [allTools])];
      return holders.flatMap((member) => {
        const found = toolSyntaxOf(member.value).limits.flatMap(({ window, max }) => {
          const name = window?.value as unknown;
          const count = max?.value as unknown;
          if (max === undefined || typeof count !== "number" || !isWindowName(name) || count <= mostCalls[name])
            return [];
          const perSecond = Math.floor(count / (windowLength(name) / 1000));
          return [
            {
              span: spanOf(max, member.offset),
              ...(member !== allTools && { tool: member.value.name }),
              message: `${grouped(count)} calls ${windowInWords(name)} are ${grouped(perSecond)} a second, which no agent makes: this limit never denies a call.`,
            },
          ];
        });
        return found.length === 0 || isBroken(member) ? [] : found;
      });
    },
  },
};

/** Looked for once per text of a tool. */
const toolsWithHighLimits = toolsWith((member) =>
  toolSyntaxOf(member).limits.some(({ window, max }) => {
    const name = window?.value as unknown;
    return isWindowName(name) && Number(max?.value) > mostCalls[name];
  }),
);
