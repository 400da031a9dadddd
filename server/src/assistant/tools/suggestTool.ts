import { newPolicy } from "../../service/actions/newPolicy";
import { type AssistantTool, RefusedInput, textOf } from "../assistantTool";
import { serverTools } from "../serverTools";

/** A policy to start from. */
export const suggestTool: AssistantTool = {
  name: "policy_suggest",
  title: "Suggest a policy",
  description:
    "Writes a policy to start from, over the tools of a server: deny-all, read-only, or risk-ceiling (tools of a higher risk are denied, the others get their recommended rule).",
  inputSchema: {
    type: "object",
    properties: {
      serverTools,
      plan: { type: "string", enum: ["deny-all", "read-only", "risk-ceiling"] },
      ceiling: { type: "string", enum: ["Low", "Medium", "High"], description: "For risk-ceiling." },
    },
    required: ["plan"],
    additionalProperties: false,
  },
  answer({ plan, ceiling }, environment) {
    const { text, inWords } = newPolicy(
      { plan: typeof plan === "string" ? plan : "", ...(typeof ceiling === "string" && { ceiling }) },
      environment,
    );
    if (text === "") throw new RefusedInput("plan is deny-all, read-only, or risk-ceiling with a ceiling.");
    return { policy: textOf({ policy: text }, "policy"), inWords };
  },
};
