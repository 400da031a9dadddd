import { comparePolicies } from "../../service/difference/comparePolicies";
import { type AssistantTool, bounded, policyText } from "../assistantTool";
import { decidingText } from "../openText";
import { serverTools } from "../serverTools";

/** What a new policy allows that an old one did not. */
export const diffTool: AssistantTool = {
  name: "policy_diff",
  title: "Compare two policies",
  description:
    "Says what a new policy lets through that an old one did not, and the other way round: newly allowed and newly denied calls (one for each tool, with arguments), looser and tighter limits, hidden and shown tools. When newlyAllowed and unknown are empty, no call is newly allowed: that is proven.",
  inputSchema: {
    type: "object",
    properties: { before: policyText, after: policyText, serverTools },
    required: ["before", "after"],
    additionalProperties: false,
  },
  async answer(args, { catalogue }) {
    const before = decidingText(args, "before");
    const found = await comparePolicies(before, decidingText(args, "after", before), catalogue);
    const parts = { ...found, newlyAllowed: bounded(found.newlyAllowed), newlyDenied: bounded(found.newlyDenied) };
    return {
      newlyAllowed: parts.newlyAllowed.shown,
      newlyDenied: parts.newlyDenied.shown,
      left: parts.newlyAllowed.left + parts.newlyDenied.left,
      limits: bounded(found.limits).shown,
      visibility: bounded(found.visibility).shown,
      unknown: found.unknown,
    };
  },
};
