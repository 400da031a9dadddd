import type { CompletionClientCapabilities, InitializeParams } from "vscode-languageserver";
import type { InitializationOptions } from "../protocol/initializationOptions";
import type { Environment } from "../service/environment";

/** What the editor can do, as far as a feature has to know. */
export type EditorAbilities = Pick<
  Environment,
  "clientCommands" | "snippets" | "resolvesEdits" | "shortCompletions" | "rulePages" | "createsFiles"
> & {
  /** Whether it validates test files and configurations by our JSON schemas itself. */
  readonly jsonSchemas: boolean;
};

/** An editor of which nothing is known yet. */
export const noAbilities: EditorAbilities = {
  clientCommands: false,
  snippets: false,
  resolvesEdits: false,
  shortCompletions: false,
  rulePages: undefined,
  createsFiles: false,
  jsonSchemas: false,
};

/** Reads what an editor says of itself when it starts the server; `ownPages` are for one that brings no pages. */
export function editorAbilities(
  { initializationOptions, capabilities }: InitializeParams,
  ownPages: () => string | undefined,
): EditorAbilities {
  const { textDocument, workspace } = capabilities;
  const options = initializationOptions as InitializationOptions | null | undefined;
  return {
    clientCommands: options?.clientCommands === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    resolvesEdits: textDocument?.codeAction?.resolveSupport?.properties.includes("edit") === true,
    shortCompletions: takesShortItems(textDocument?.completion),
    rulePages: typeof options?.rulePages === "string" ? options.rulePages : ownPages(),
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") === true,
    jsonSchemas: options?.jsonSchemas === true,
  };
}

function takesShortItems(completion: CompletionClientCapabilities | undefined): boolean {
  const defaults = completion?.completionList?.itemDefaults ?? [];
  return (
    ["editRange", "data"].every((name) => defaults.includes(name)) &&
    completion?.completionItem?.labelDetailsSupport === true &&
    completion.completionItem.resolveSupport?.properties.includes("detail") === true
  );
}
