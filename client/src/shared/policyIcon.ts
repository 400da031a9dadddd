import * as vscode from "vscode";

/** The icon of a policy, on the tabs of pages that are about one. */
export function policyIcon(extensionUri: vscode.Uri): { readonly light: vscode.Uri; readonly dark: vscode.Uri } {
  const icon = (theme: string): vscode.Uri =>
    vscode.Uri.joinPath(extensionUri, "syntaxes", "icons", `policy-${theme}.svg`);
  return { light: icon("light"), dark: icon("dark") };
}
