import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";

/** Asks for the name of a server, which the server can take for a file (`isServerName`). */
export function askServerName(title: string, value: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title,
    value,
    validateInput: (name) =>
      /^[A-Za-z0-9][\w.-]{0,63}$/.test(name) ? undefined : l10n.t("Use letters, digits, dots, dashes and underscores."),
  });
}
