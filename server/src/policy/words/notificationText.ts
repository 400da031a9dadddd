import { visibleText } from "./visibleText";

/** VS Code cuts a message at 1,000 characters; one of two lines is read. */
const longestMessage = 500;

/** Shown as nothing. Between the brackets it keeps VS Code from making a link. */
const wordJoiner = "\u2060";

/**
 * A sentence as VS Code may show it in a notification, an input box or the language status, where `[text](command:…)`
 * becomes a link that runs the command. Names in it stay readable: a long one loses its middle, what cannot be seen is
 * written out, and nothing becomes a link.
 */
export function notificationText(message: string): string {
  return visibleText(shortened(message)).replace(/\](?=\()/g, `]${wordJoiner}`);
}

/** The reason stands at the end of a sentence and the name in front: both ends are kept. */
function shortened(text: string): string {
  if (text.length <= longestMessage) return text;
  const half = Math.floor((longestMessage - 1) / 2);
  return `${wholeCharacters(text.slice(0, half))}…${wholeCharacters(text.slice(-half))}`;
}

/** Without the half of a character that the cut has left at an end. */
function wholeCharacters(text: string): string {
  return text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");
}
