import * as vscode from "vscode";

/** Two texts that VS Code compares in front of a person: a changed file of a commit or of a pull request, two files. */
export interface Comparison {
  readonly left: vscode.Uri;
  readonly right: vscode.Uri;
  /** What its tab is called, which names the sides where their addresses do not. */
  readonly label: string;
}

/** The comparison in front; when a file is named, only if it is one of its sides. */
export function comparisonInFront(named: string | undefined): Comparison | undefined {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  if (!(tab?.input instanceof vscode.TabInputTextDiff)) return undefined;
  const { original: left, modified: right } = tab.input;
  const isMeant = named === undefined || named === left.toString() || named === right.toString();
  return isMeant ? { left, right, label: tab.label } : undefined;
}
