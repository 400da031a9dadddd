import { isJsonObject, type JsonObject } from "../policy/text/json";
import type { Environment } from "../service/environment";
import { type AssistantTool, RefusedInput } from "./assistantTool";
import { withServerTools } from "./serverTools";

/** The result of a call, as `tools/call` has it. */
export interface Answered {
  readonly content: readonly { readonly type: "text"; readonly text: string }[];
  readonly structuredContent?: JsonObject;
  readonly isError?: true;
}

/**
 * Answers a call; never throws. What the assistant got wrong is an error result with a sentence, which it can read and act
 * upon.
 */
export async function answerCall(tool: AssistantTool, args: unknown, environment: Environment): Promise<Answered> {
  try {
    const input = isJsonObject(args) ? args : {};
    const answer = await tool.answer(input, withServerTools(input, environment));
    // As it is sent: without what JSON does not have.
    const text = JSON.stringify(answer);
    return { content: [{ type: "text", text }], structuredContent: JSON.parse(text) };
  } catch (error) {
    const message = error instanceof RefusedInput ? error.message : `${tool.name} failed. This should not happen.`;
    return { content: [{ type: "text", text: message }], isError: true };
  }
}
