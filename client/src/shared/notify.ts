import * as vscode from "vscode";
import { notificationText } from "../../../server/src/policy/words/plain/notificationText";

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
