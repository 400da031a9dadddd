import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";

/** More values are not asked for. */
const mostValues = 10;

/**
 * Asks for the values of variables of a server that only the client of its entry could ask for; empty ones are left out.
 * `use` says what they are for, and that they are used once: "import", "start".
 */
export async function askValues(
  server: string,
  variables: readonly string[],
  use: "import" | "start",
): Promise<Record<string, string>> {
  const values: Record<string, string> = {};
  for (const name of variables.slice(0, mostValues)) {
    const value = await vscode.window.showInputBox({
      title: l10n.t`Value of ${labelText(name)} for ${labelText(server)}`,
      prompt:
        use === "import"
          ? l10n.t("Used only for this import, and not stored. Leave it empty if the server does not need it.")
          : l10n.t("Used only for this start, and not stored. Leave it empty if the server does not need it."),
      password: true,
      ignoreFocusOut: true,
    });
    if (value !== undefined && value !== "") values[name] = value;
  }
  return values;
}
