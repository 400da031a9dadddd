import { config } from "@vscode/l10n";

/** Takes the words that the host has put into the page; called before anything is drawn. */
export function takeWords(): void {
  const bundle = document.querySelector<HTMLMetaElement>("meta[name=words]")?.content ?? "";
  if (bundle !== "") config({ contents: bundle });
}
