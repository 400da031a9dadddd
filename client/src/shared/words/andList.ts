import * as l10n from "@vscode/l10n";
import { grouped } from "./grouped";

/** `a`, `a and b`, `a, b and 3 more`: at most `most` words, in the language of the window. */
export function andList(words: readonly string[], most: number): string {
  const more = words.length - most;
  const shown = more > 0 ? words.slice(0, most) : words.slice(0, -1);
  const last = more > 0 ? l10n.t`${grouped(more)} more` : (words.at(-1) ?? "");
  return shown.length === 0 ? last : l10n.t`${shown.join(", ")} and ${last}`;
}
