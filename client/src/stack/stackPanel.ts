import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { type StackFormat, stackRequest } from "../../../server/src/protocol/stack";
import { fillPage } from "../shared/fillPage";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { policyIcon } from "../shared/policyIcon";
import { registerCommand } from "../shared/registerCommand";
import { parseStackPageMessage, type RowAction, type StackHostMessage, type StackPageMessage } from "./stackMessages";
import type { ToolNode } from "./stackNodes";
import type { StackStore } from "./stackStore";

/** The webview's type, by which VS Code knows the page after the window was reloaded. */
const pageType = "mcpPolicy.stackPage";

const title = (): string => l10n.t("What Your Agents Can Call");

/** The commands behind what is pressed on a row. */
const commands: Readonly<Record<RowAction, string>> = {
  reveal: "mcpPolicy.revealTool",
  simulate: "mcpPolicy.simulateTool",
  "add-rule": "mcpPolicy.addRule",
  "new-policy": "mcpPolicy.newPolicyForServer",
};

/** The page *What Your Agents Can Call*: all tools of all servers under all policies in one table. */
export function registerStackPage(
  client: LanguageClientLike,
  store: StackStore,
  extensionUri: vscode.Uri,
): vscode.Disposable {
  let shown: vscode.WebviewPanel | undefined;
  const fill = (panel: vscode.WebviewPanel): void => {
    shown = panel;
    let revision = 0;
    const send = (): void => {
      revision += 1;
      const message: StackHostMessage = { type: "stack", revision, stack: store.stack ?? null };
      void panel.webview.postMessage(message);
    };
    const subscriptions = [
      store.onDidChange(send),
      panel.onDidChangeViewState(({ webviewPanel }) => store.watch(panel, webviewPanel.visible)),
      panel.webview.onDidReceiveMessage((value: unknown) => {
        const message = parseStackPageMessage(value);
        if (message?.type === "ready") send();
        else if (message !== undefined) void act(message, revision);
      }),
    ];
    panel.onDidDispose(() => {
      shown = undefined;
      store.watch(panel, false);
      for (const subscription of subscriptions) subscription.dispose();
    });
    panel.iconPath = policyIcon(extensionUri);
    fillPage(panel.webview, extensionUri, "stack", title());
    store.watch(panel, panel.visible);
  };
  const act = async (message: Exclude<StackPageMessage, { type: "ready" }>, revision: number): Promise<void> => {
    if (message.type === "export") await exportStack(client);
    else if (message.type === "import") await vscode.commands.executeCommand("mcpPolicy.importTools");
    else if (message.revision === revision) {
      const node = nodeOf(store, message.index);
      if (node !== undefined) await vscode.commands.executeCommand(commands[message.type], node);
    }
  };
  return vscode.Disposable.from(
    registerCommand("mcpPolicy.showStack", () => {
      if (shown !== undefined) return shown.reveal();
      fill(
        vscode.window.createWebviewPanel(pageType, title(), vscode.ViewColumn.Active, {
          enableFindWidget: true,
        }),
      );
    }),
    registerCommand("mcpPolicy.exportStack", () => exportStack(client)),
    vscode.window.registerWebviewPanelSerializer(pageType, {
      deserializeWebviewPanel: async (panel) => {
        if (shown === undefined) fill(panel);
        else panel.dispose();
      },
    }),
    new vscode.Disposable(() => shown?.dispose()),
  );
}

/** A row as the tool under one policy, as the view's commands take it. */
function nodeOf({ stack }: StackStore, index: number): ToolNode | undefined {
  const row = stack?.tools[index];
  const server = stack?.servers.find(({ name }) => name === row?.server);
  if (row === undefined || server === undefined) return undefined;
  const { tool, risk, category } = row;
  return { kind: "tool", server, tool, risk, category, rows: [row] };
}

const formats = (): readonly {
  readonly label: string;
  readonly description: string;
  readonly format: StackFormat;
  readonly language: string;
}[] => [
  {
    label: "Markdown",
    description: l10n.t("to read, or for a pull request"),
    format: "markdown",
    language: "markdown",
  },
  { label: "CSV", description: l10n.t("for a spreadsheet"), format: "csv", language: "plaintext" },
  { label: "JSON", description: l10n.t("for a program"), format: "json", language: "json" },
];

/** Opens the report as a document that is not saved yet. */
async function exportStack(client: LanguageClientLike): Promise<void> {
  const chosen = await vscode.window.showQuickPick(formats(), {
    title: l10n.t("Export what your agents can call as …"),
  });
  if (chosen === undefined) return;
  const { report } = await client.sendRequest(stackRequest, { format: chosen.format });
  const document = await vscode.workspace.openTextDocument({ language: chosen.language, content: report ?? "" });
  await vscode.window.showTextDocument(document, { preview: false });
}
