import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { quote } from "../../../server/src/policy/words/plain/quote";
import { reasonOf } from "../../../server/src/policy/words/plain/reasonOf";
import { savedConfigCommand, showRuleCommand, silenceCommand } from "../../../server/src/protocol/clientCommands";
import { rulePageUri } from "../rulePages/rulePageFiles";
import { notify } from "../shared/notify";
import { registerCommand } from "../shared/registerCommand";
import { withSilenced } from "./silencedTools";

/** What a code of a rule looks like; it becomes the name of a setting and of a file. */
const ruleCode = /^[a-z-]+$/;

/** The commands behind the code actions of rules: one silences a rule, the other shows its page. */
export function registerRuleCommands(): vscode.Disposable {
  return vscode.Disposable.from(
    registerCommand(silenceCommand, silenceRule),
    registerCommand(savedConfigCommand, saveConfiguration),
    registerCommand(showRuleCommand, async (code: unknown) => {
      if (typeof code === "string" && ruleCode.test(code)) {
        await vscode.commands.executeCommand("markdown.showPreview", rulePageUri(code));
      }
    }),
  );
}

/** Turns a rule off, or adds a tool to those that it says nothing about; the message that says so can undo it. */
async function silenceRule(uri: unknown, code: unknown, tool: unknown): Promise<void> {
  if (typeof uri !== "string" || typeof code !== "string" || !ruleCode.test(code)) {
    return;
  }
  const isWorkspace = (vscode.workspace.workspaceFolders?.length ?? 0) > 0;
  const target = isWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  const settings = vscode.workspace.getConfiguration("mcpPolicy");
  const forTool = typeof tool === "string" && tool !== "";
  const name = forTool ? "silencedTools" : `rules.${code}`;
  const known = settings.inspect(name);
  const before = isWorkspace ? known?.workspaceValue : known?.globalValue;
  const after = forTool ? withSilenced(before, settings.get(name), code, tool) : "off";
  try {
    await settings.update(name, after, target);
  } catch (error) {
    void notify("error", l10n.t`The settings could not be written: ${reasonOf(error)}`);
    return;
  }
  const where = isWorkspace ? l10n.t("workspace settings") : l10n.t("user settings");
  const what = forTool ? l10n.t`says nothing more about ${quote(tool)}` : l10n.t("is off");
  void offerUndo(l10n.t`The rule ${code} ${what}, by the ${where}.`, () => settings.update(name, before, target));
}

/** Saves the configuration of the repository in which the lightbulb has silenced a rule, and says where that is. */
async function saveConfiguration(uri: unknown): Promise<void> {
  if (typeof uri !== "string") return;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  if (!(await document.save())) {
    void notify("error", l10n.t`${vscode.workspace.asRelativePath(document.uri)} could not be saved.`);
    return;
  }
  const button = l10n.t("Open");
  const path = vscode.workspace.asRelativePath(document.uri);
  // Not waited for: the command is done when the file is saved.
  void notify("information", l10n.t`The rule is silenced for everyone in ${path}. Commit it.`, button).then(
    (pressed) => {
      if (pressed === button) void vscode.window.showTextDocument(document);
    },
  );
}

/** Not waited for: the command is done when the settings are written. */
async function offerUndo(message: string, undo: () => Thenable<void>): Promise<void> {
  const button = l10n.t("Undo");
  if ((await notify("information", message, button)) === button) {
    try {
      await undo();
    } catch (error) {
      void notify("error", l10n.t`The settings could not be written: ${reasonOf(error)}`);
    }
  }
}
