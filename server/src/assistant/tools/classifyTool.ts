import { classifyTool as classify } from "../../risk/classifyTool";
import { listedTools } from "../../risk/listedTools";
import { recommendation } from "../../risk/recommendation";
import { type AssistantTool, bounded, mostEntries, RefusedInput } from "../assistantTool";

/** The risk of tools that a server lists. */
export const classifyTool: AssistantTool = {
  name: "tools_classify",
  title: "Judge the risk of tools",
  description:
    "Judges tools of any MCP server by name, description, schema and hints: category, risk, the evidence, and a recommended rule for a policy. Unknown means that nothing shows what the tool does.",
  inputSchema: {
    type: "object",
    properties: {
      tools: {
        type: "array",
        description: "Tools as tools/list gives them: {name, description, inputSchema, annotations}.",
        minItems: 1,
        maxItems: mostEntries,
        items: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
      },
    },
    required: ["tools"],
    additionalProperties: false,
  },
  answer({ tools: given }) {
    const { tools, unnamed } = listedTools(given ?? null);
    if (tools.length === 0) throw new RefusedInput("tools must be a list of objects with a name.");
    const { shown, left } = bounded(tools);
    return {
      tools: shown.map((tool) => {
        const judged = classify(tool);
        return {
          name: tool.name,
          category: judged.category,
          risk: judged.risk,
          confidence: judged.confidence,
          evidence: judged.evidence.slice(0, 5).map(({ from, text }) => ({ from, text })),
          recommended: recommendation(tool.name, judged),
        };
      }),
      left: left + unnamed,
    };
  },
};
