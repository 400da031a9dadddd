import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { reasonOf } from "../../../server/src/policy/words/plain/reasonOf";
import { notify } from "./notify";

/**
 * Offers a command. What it throws is said in a notification of ours: VS Code would show the error's own words, which may
 * hold names, and make links of them.
 */
export function registerCommand(name: string, run: (...given: readonly unknown[]) => unknown): vscode.Disposable {
  return vscode.commands.registerCommand(name, async (...given: readonly unknown[]) => {
    try {
      return await run(...given);
    } catch (error) {
      void notify("error", l10n.t`The command failed: ${reasonOf(error)}`);
      return undefined;
    }
  });
}
