import { longestLine, oneLine } from "./oneLine";

/** Shown as nothing. After the dollar sign it keeps VS Code from making a picture. */
const wordJoiner = "\u2060";

/**
 * Untrusted text as a label of VS Code's lists, trees and status items: on one line, with what cannot be seen written
 * out, and without pictures, which VS Code would make of `$(icon)`.
 */
export function labelText(text: string, longest = longestLine): string {
  return oneLine(text, longest).replaceAll("$(", `$${wordJoiner}(`);
}
