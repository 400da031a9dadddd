import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { assistantToolRequest, languageModelPrefix } from "../../../server/src/protocol/assistant";
import type { LanguageClientLike } from "../shared/languageClientLike";

/** What VS Code asks of a tool. */
interface Tool {
  prepareInvocation(): { readonly invocationMessage: string; readonly confirmationMessages: Confirmation };
  invoke(options: { readonly input: unknown }, token: vscode.CancellationToken): Promise<unknown>;
}

interface Confirmation {
  readonly title: string;
  readonly message: string;
}

/** The part of the API that the oldest VS Code of the manifest does not have: tools since 1.95. */
interface ToolsApi {
  readonly lm?: { registerTool?(name: string, tool: Tool): vscode.Disposable };
  readonly LanguageModelToolResult?: new (parts: readonly unknown[]) => unknown;
  readonly LanguageModelTextPart?: new (text: string) => unknown;
}

interface ContributedTool {
  readonly name: string;
  readonly displayName: string;
}

/**
 * Answers the tools of the manifest for VS Code's assistants, each after a person has agreed. They read the text that the
 * assistant gives, and change nothing. Does nothing in a VS Code without such tools.
 */
export function registerLanguageModelTools(
  { extension }: vscode.ExtensionContext,
  client: LanguageClientLike,
): vscode.Disposable {
  const { lm, LanguageModelToolResult: Result, LanguageModelTextPart: Text } = vscode as unknown as ToolsApi;
  const register = lm?.registerTool?.bind(lm);
  if (register === undefined || Result === undefined || Text === undefined) return new vscode.Disposable(() => {});
  const contributed: readonly ContributedTool[] = extension.packageJSON.contributes?.languageModelTools ?? [];
  const tools = contributed.map(({ name, displayName }) =>
    register(name, {
      prepareInvocation: () => ({
        invocationMessage: l10n.t`${displayName} with MCP Policy`,
        confirmationMessages: {
          title: displayName,
          message: l10n.t(
            "MCP Policy reads the text that the assistant gives and answers. It changes no file and calls no server.",
          ),
        },
      }),
      async invoke({ input }, token) {
        const folder = vscode.workspace.workspaceFolders?.[0]?.uri.toString();
        const asked = { tool: name.slice(languageModelPrefix.length), input, ...(folder !== undefined && { folder }) };
        const { text, isError } = await client.sendRequest(assistantToolRequest, asked, token);
        if (isError) throw new Error(text);
        return new Result([new Text(text)]);
      },
    }),
  );
  return vscode.Disposable.from(...tools);
}
