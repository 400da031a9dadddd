import { unlistedTool } from "../../catalogue/unlistedTool";
import { probePolicy } from "../../service/probe/probePolicy";
import { type AssistantTool, bounded, policyText } from "../assistantTool";
import { fixesInText } from "../fixesInText";
import { decidingText, rangeInText } from "../openText";
import { serverTools } from "../serverTools";

/** The calls that get past the rules of a policy. */
export const probeTool: AssistantTool = {
  name: "policy_probe",
  title: "Probe a policy for holes",
  description:
    "Looks for calls that get past rules although a condition was meant to stop them: a path with '..', another host, a second command, another spelling. Each hole has a call that the policy allows, the range of the condition, and edits that close it. `notKnown` says what could not be looked at: silence there is not safety. Call it before you say that a policy is safe.",
  inputSchema: {
    type: "object",
    properties: {
      policy: policyText,
      serverTools,
      tool: { type: "string", description: "Only this tool; all that the policy names when absent." },
    },
    required: ["policy"],
    additionalProperties: false,
  },
  answer(args, environment) {
    const { tool } = args;
    const snapshot = decidingText(args);
    const only = typeof tool === "string" ? [tool] : undefined;
    const found = probePolicy(snapshot, environment, only, { wantsFixes: true });
    // Nothing is found of a misspelt tool, which is no good news.
    const unlisted = only?.flatMap((name) => unlistedTool(snapshot.policy, environment.catalogue, name) ?? []);
    const { shown, left } = bounded(found.tools.filter(({ holes, notKnown }) => holes.length + notKnown.length > 0));
    return {
      tools: shown.map(({ tool: name, holes, notKnown }) => ({
        tool: name,
        holes: bounded(holes).shown.map(({ range, fixes = [], ...hole }) => ({
          ...hole,
          range: rangeInText(range),
          fixes: fixesInText(snapshot, fixes),
        })),
        notKnown,
      })),
      left,
      toolsLookedAt: found.tools.length,
      policy: bounded(found.policy).shown,
      notKnown: found.notKnown ?? unlisted?.[0]?.inWords ?? null,
    };
  },
};
