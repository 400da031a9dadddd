import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { notify } from "../shared/notify";
import { registerCommand } from "../shared/registerCommand";

/** Commands that start programs, or read files of the machine outside of the workspace. */
const commands = [
  "mcpPolicy.importTools",
  "mcpPolicy.pointClient",
  "mcpPolicy.runThroughPolicy",
  "mcpPolicy.stopGuarding",
  "mcpPolicy.openCallLog",
  "mcpPolicy.clearCalls",
  "mcpPolicy.simulateLoggedCall",
  "mcpPolicy.saveLoggedCall",
  "mcpPolicy.changeForCall",
  "mcpPolicy.revealCallRule",
];

/** In a browser, answers the commands that need a machine; menus hide them, but links, tasks and keys may name them. */
export function sayWhatNeedsMachine(): vscode.Disposable {
  const say = () =>
    notify("information", l10n.t("This starts programs or reads files of your machine: use VS Code on a desktop."));
  return vscode.Disposable.from(...commands.map((command) => registerCommand(command, say)));
}
