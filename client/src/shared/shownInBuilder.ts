import * as vscode from "vscode";

/** The view type, by which VS Code and `when` clauses know the builder. */
export const builderViewType = "mcpPolicy.builder";

/** The policy of the builder in front. */
export function shownInBuilder(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom && input.viewType === builderViewType ? input.uri : undefined;
}
