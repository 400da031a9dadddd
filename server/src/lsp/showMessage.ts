import { type Connection, MessageType, ShowMessageNotification } from "vscode-languageserver";
import { notificationText } from "../policy/words/plain/notificationText";

/**
 * Has the editor show a warning. The one place that does: VS Code makes links of Markdown in messages, and names in them
 * are untrusted. The library's own function would wait for a person to close the message.
 */
export function showWarning(connection: Connection, sentence: string): void {
  const message = notificationText(sentence);
  // biome-ignore lint/plugin: the one place that may.
  void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
}
