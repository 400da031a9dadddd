import * as vscode from "vscode";
import { notificationText } from "../../../server/src/policy/words/plain/notificationText";

/**
 * Asks in a modal before something is done; false when a person does not press the button. Its text is shown as it is, not
 * as Markdown.
 */
export async function confirm(question: string, detail: string, button: string): Promise<boolean> {
  // biome-ignore lint/plugin: the one place that may.
  const pressed = await vscode.window.showWarningMessage(question, { modal: true, detail }, button);
  return pressed === button;
}

/** Shows a notification with a button to cancel while something is done. */
export function whileNotified<Result>(
  message: string,
  task: (token: vscode.CancellationToken) => Thenable<Result>,
): Thenable<Result> {
  const title = notificationText(message);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  // biome-ignore lint/plugin: the one place that may.
  return vscode.window.withProgress(options, (_, token) => task(token));
}

/** How a notification looks. */
export type NotificationKind = "information" | "warning" | "error";

/**
 * Says something in a notification, and resolves to the button that was pressed. The one place that does: VS Code makes
 * links, also links that run commands, of Markdown in messages, and names of files, tools and keys are untrusted.
 */
export function notify(
  kind: NotificationKind,
  message: string,
  ...buttons: readonly string[]
): Thenable<string | undefined> {
  const text = notificationText(message);
  const { window } = vscode;
  switch (kind) {
    case "information":
      // biome-ignore lint/plugin: the one place that may.
      return window.showInformationMessage(text, ...buttons);
    case "warning":
      // biome-ignore lint/plugin: the one place that may.
      return window.showWarningMessage(text, ...buttons);
    case "error":
      // biome-ignore lint/plugin: the one place that may.
      return window.showErrorMessage(text, ...buttons);
  }
}
