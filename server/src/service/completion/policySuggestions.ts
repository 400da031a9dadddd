import { CompletionItemKind } from "vscode-languageserver-types";
import { windows } from "./limitTemplates";
import { type Suggestion, sortKey } from "./suggestion";
import { emptyBrackets, list, object, type TemplateMember, textPlaceholder, valuePlaceholder } from "./template";

/** Whole policies, for a document that is empty. */
export function policySuggestions(): readonly Suggestion[] {
  const noTools: TemplateMember = ["tools", emptyBrackets("{}", "block")];
  const cappedTool = object([{ ...toolName }, object(["limits", list(cappedCalls)])]);
  return [
    policy(0, "policy", "Deny by default, allow tools one by one", true, noTools),
    policy(1, "policy with a rate limit", "Deny by default, allow one tool 10 times a minute", false, [
      "tools",
      cappedTool,
    ]),
    policy(
      2,
      "policy with hidden tools",
      "Deny by default, hide some tools",
      true,
      ["hide", emptyBrackets("[]", "inline")],
      noTools,
    ),
  ];
}

const toolName = { placeholder: "tool_name", quoted: true, name: "tool" };

const cappedCalls = object(
  ["counter", { ...toolName, suffix: "_rate" }],
  ["window", textPlaceholder("minute", windows)],
  ["max", valuePlaceholder(10)],
  ["scope", "grant"],
);

function policy(
  index: number,
  label: string,
  detail: string,
  opensNext: boolean,
  ...members: readonly TemplateMember[]
): Suggestion {
  const value = object(["version", "1"], ["default", "deny"], ...members);
  return { label, kind: CompletionItemKind.Snippet, detail, content: { value }, sort: sortKey(0, index), opensNext };
}
