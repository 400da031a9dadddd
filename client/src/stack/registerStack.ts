import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { registerCommand } from "../shared/registerCommand";
import { chooseStackFilter } from "./chooseStackFilter";
import { registerStackActions } from "./stackActions";
import { everything, filterInWords, leavesOut } from "./stackFilter";
import { registerStackPage } from "./stackPanel";
import { StackStore } from "./stackStore";
import { StackTree } from "./stackTree";

/** What the tests see of the view. */
export interface StackApi {
  readonly store: StackStore;
  readonly tree: StackTree;
}

/** The view *MCP Policy*: what your agents can call. */
export function registerStack(
  client: LanguageClientLike,
  told: Pick<BaseLanguageClient, "onNotification">,
  extensionUri: vscode.Uri,
): vscode.Disposable & { readonly api: StackApi } {
  const store = new StackStore(client, told);
  const tree = new StackTree(store);
  const view = vscode.window.createTreeView("mcpPolicy.stack", { treeDataProvider: tree, showCollapseAll: true });
  const say = (): void => {
    const { stack } = store;
    const words = filterInWords(tree.filter);
    const left = stack?.left.length ?? 0;
    view.message = [
      words === "" ? "" : l10n.t`Shown: ${words}`,
      left === 0
        ? ""
        : left === 1
          ? l10n.t("One file is left out. See What Your Agents Can Call.")
          : l10n.t`${left} files are left out. See What Your Agents Can Call.`,
    ]
      .filter((part) => part !== "")
      .join(" — ");
    void vscode.commands.executeCommand("setContext", "mcpPolicy.stack.filtered", leavesOut(tree.filter));
    void vscode.commands.executeCommand("setContext", "mcpPolicy.stack.servers", stack?.servers.length ?? 0);
    void vscode.commands.executeCommand("setContext", "mcpPolicy.stack.answered", stack !== undefined);
  };
  const setFilter = (filter: typeof tree.filter): void => {
    tree.filter = filter;
    say();
  };
  const disposable = vscode.Disposable.from(
    store,
    tree,
    view,
    store.onDidChange(say),
    view.onDidChangeVisibility(({ visible }) => store.watch(view, visible)),
    registerStackActions(client),
    registerStackPage(client, store, extensionUri),
    registerCommand("mcpPolicy.filterStack", async () => {
      const chosen = await chooseStackFilter(tree.filter);
      if (chosen !== undefined) setFilter(chosen);
    }),
    registerCommand("mcpPolicy.clearStackFilter", () => setFilter(everything)),
    registerCommand("mcpPolicy.refreshStack", () => store.refresh(true)),
  );
  store.watch(view, view.visible);
  return { api: { store, tree }, dispose: () => disposable.dispose() };
}
