import { config } from "@vscode/l10n";
import * as vscode from "vscode";
import type { PageWords } from "./pageHtml";

/** Has everything said in the language of the window, where there is a translation; else in English. */
export function useWords(): void {
  config({ contents: bundle() });
}

/** What a page needs to speak the same language: it has no files. */
export function pageWords(): PageWords {
  const contents = bundle();
  return Object.keys(contents).length === 0
    ? { language: "en", bundle: "" }
    : { language: vscode.env.language, bundle: JSON.stringify(contents) };
}

/** VS Code reads `l10n/bundle.l10n.LANGUAGE.json`. The extension's own strings go through the library: pages have no VS Code. */
function bundle(): Record<string, string> {
  return vscode.l10n.bundle ?? {};
}
