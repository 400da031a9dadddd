import { emptyCatalogue } from "../../catalogue/catalogue";
import { unlistedTool } from "../../catalogue/unlistedTool";
import { riskOrder } from "../../policy/words/plain/reviewOrder";
import { namesOthersOnly } from "../../service/namedTools";
import { summary } from "../../service/reading/summary";
import { listTools } from "../../service/simulation/tools";
import { type AssistantTool, bounded, policyText } from "../assistantTool";
import { openText } from "../openText";
import { serverTools } from "../serverTools";

/** What a policy does with each tool. */
export const explainTool: AssistantTool = {
  name: "policy_explain",
  title: "Explain a policy",
  description:
    "Says what a policy does with each tool before any call is made: allowed, limited, conditional, hidden or denied, with the tool's risk. The tools that the policy names come first, the riskiest on top.",
  inputSchema: {
    type: "object",
    properties: {
      policy: policyText,
      serverTools,
      tool: { type: "string", description: "Only this tool." },
    },
    required: ["policy"],
    additionalProperties: false,
  },
  answer(args, given) {
    const snapshot = openText(args);
    const isOther = args.serverTools === undefined && namesOthersOnly(snapshot.policy, given.catalogue);
    const environment = isOther ? { ...given, catalogue: emptyCatalogue } : given;
    const tools = listTools(snapshot, environment).tools.filter(
      ({ name }) => typeof args.tool !== "string" || name === args.tool,
    );
    const sorted = tools.toSorted(
      (a, b) => Number(b.listed) - Number(a.listed) || riskOrder.indexOf(a.risk) - riskOrder.indexOf(b.risk),
    );
    const { shown, left } = bounded(sorted);
    const unlisted =
      typeof args.tool === "string" ? unlistedTool(snapshot.policy, environment.catalogue, args.tool) : undefined;
    const note =
      unlisted?.inWords ?? (isOther ? "Only tools that the policy names. Send serverTools for all." : undefined);
    return {
      summary: summary(snapshot, environment).summary?.inWords ?? null,
      tools: shown.map(({ name, risk, category, state, stateInWords, listed }) => ({
        name,
        risk,
        category,
        state,
        stateInWords,
        listed,
      })),
      left,
      ...(note !== undefined && { note }),
    };
  },
};
