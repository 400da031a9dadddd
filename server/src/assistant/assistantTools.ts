import type { AssistantTool } from "./assistantTool";
import { checkTool } from "./tools/checkTool";
import { classifyTool } from "./tools/classifyTool";
import { diffTool } from "./tools/diffTool";
import { explainTool } from "./tools/explainTool";
import { probeTool } from "./tools/probeTool";
import { simulateTool } from "./tools/simulateTool";
import { suggestTool } from "./tools/suggestTool";
import { testTool } from "./tools/testTool";

/** Every tool, in the order in which an assistant needs them. */
export const assistantTools: readonly AssistantTool[] = [
  checkTool,
  explainTool,
  simulateTool,
  probeTool,
  diffTool,
  testTool,
  classifyTool,
  suggestTool,
];
