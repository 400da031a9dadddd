import { cutMiddle } from "./cut";
import { visibleText } from "./visibleText";

/** VS Code cuts a message at 1,000 characters; one of two lines is read. */
const longestMessage = 500;

/** Shown as nothing. Between two signs it keeps VS Code from making a link or a picture of them. */
const wordJoiner = "\u2060";

/**
 * A sentence as VS Code may show it in a notification, an input box or the language status, where `[text](command:…)`
 * becomes a link that runs the command, and `$(icon)` a picture. Names in it stay readable: a long one loses its middle, what cannot be seen is
 * written out, and nothing comes to life.
 */
export function notificationText(message: string): string {
  return visibleText(cutMiddle(message, longestMessage)).replace(/[\]$](?=\()/g, `$&${wordJoiner}`);
}
