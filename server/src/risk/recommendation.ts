import { recommendedRule } from "../catalogue/recommendedRule";
import type { JsonObject } from "../policy/text/json";
import type { Classification } from "./classifyTool";

/**
 * The rule that is recommended for a tool over `"default": "deny"`: a value to write under `tools`, or "hide". null for a
 * tool of unknown risk: it stays denied until a person has looked at it.
 */
export function recommendation(name: string, { category, argument }: Classification): JsonObject | "hide" | null {
  if (category === "Unknown") return null;
  // A tool that also reads is opened for that alone.
  if (argument !== null && argument.harmless.length > 0)
    return {
      require: [
        {
          conditions: [{ path: argument.path, op: "in", value: argument.harmless }],
          on_deny: "Only reading is allowed.",
        },
      ],
    };
  const recommended = recommendedRule({ name, category });
  return recommended.kind === "rules" ? recommended.rules : recommended.kind === "hide" ? "hide" : null;
}
