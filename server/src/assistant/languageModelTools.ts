import type { JsonObject } from "../policy/text/json";
import { languageModelPrefix } from "../protocol/assistant";
import { assistantTools } from "./assistantTools";

/** A tool as the extension's manifest contributes it to VS Code's assistants. */
export interface LanguageModelTool {
  readonly name: string;
  readonly displayName: string;
  readonly modelDescription: string;
  readonly userDescription: string;
  readonly toolReferenceName: string;
  readonly canBeReferencedInPrompt: true;
  readonly icon: string;
  readonly tags: readonly string[];
  readonly inputSchema: JsonObject;
}

/** The tools for `contributes.languageModelTools` of package.json. */
export const languageModelTools: readonly LanguageModelTool[] = assistantTools.map(
  ({ name, title, description, inputSchema }) => ({
    name: `${languageModelPrefix}${name}`,
    displayName: title,
    modelDescription: description,
    userDescription: firstSentence(description),
    toolReferenceName: name.replaceAll("_", "-"),
    canBeReferencedInPrompt: true,
    icon: "$(shield)",
    tags: ["mcp-policy"],
    inputSchema,
  }),
);

/** A full stop inside a word or a path, such as "..", ends no sentence. */
function firstSentence(text: string): string {
  return /^.*?\.(?= |$)/.exec(text)?.[0] ?? text;
}
