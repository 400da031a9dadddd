import { quote } from "../policy/words/plain/quote";
import type { AssistantToolResult } from "../protocol/assistant";
import type { Environment } from "../service/environment";
import { answerCall } from "./answerCall";
import { assistantTools } from "./assistantTools";

/** Answers a call of a tool by its name; never throws. */
export async function answerByName(
  name: string,
  input: unknown,
  environment: Environment,
): Promise<AssistantToolResult> {
  const tool = assistantTools.find((each) => each.name === name);
  if (tool === undefined) return { text: `There is no tool ${quote(name)}.`, isError: true };
  const { content, isError } = await answerCall(tool, input, environment);
  return { text: content.map(({ text }) => text).join("\n"), isError: isError === true };
}
