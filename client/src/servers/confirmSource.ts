import * as l10n from "@vscode/l10n";
import { visibleText } from "../../../server/src/policy/words/plain/visibleText";
import { confirm } from "../shared/notify";
import type { ImportSource } from "./importSource";

/** Asks in a modal before a server is started or reached: what it is, which variables it gets, where it was found, and more. */
export function confirmSource(
  { kind, startedBy, variables, foundIn }: ImportSource,
  question: string,
  button: string,
  more: readonly string[] = [],
): Promise<boolean> {
  const names = variables.join(", ");
  const gets =
    kind === "url"
      ? names === ""
        ? l10n.t("It gets no headers of your own.")
        : l10n.t`It gets these headers: ${names}`
      : names === ""
        ? l10n.t("It gets no variables besides PATH, HOME and the like.")
        : l10n.t`It gets these variables: ${names}`;
  // Whatever the file is of: the command and the address are shown as they are written.
  const written = [...new Set([...startedBy.matchAll(/\$\{(\w+)/g)].flatMap(([, name]) => name ?? []))].join(", ");
  const lines = [
    startedBy,
    ...(written === "" ? [] : [l10n.t`Filled in from the environment: ${written}`]),
    gets,
    ...(foundIn === undefined ? [] : [l10n.t`Found in ${foundIn.file} (${foundIn.client})`]),
    ...more,
  ];
  return confirm(question, lines.map(visibleText).join("\n\n"), button);
}
