import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { notify } from "../shared/notify";
import { policyLanguage } from "../shared/policyLanguage";
import { registerCommand } from "../shared/registerCommand";
import { saveAsTest } from "../simulator/host/saveAsTest";
import type { RecordedCall } from "../simulator/state/callHistory";
import type { MutantRuns } from "./mutantRuns";

/** The command of menus and of the lightbulb. */
const saveSurvivorCommand = "mcpPolicy.saveSurvivor";

/** A test with more calls is written by hand, with "repeat". */
const mostCalls = 5_000;

/** Keeps the call that a test should make as a test: from the menus of a survivor, and by the lightbulb at its text. */
export function registerSurvivorActions(
  client: LanguageClientLike,
  runs: MutantRuns,
  again: (policy: vscode.Uri) => Promise<void>,
): vscode.Disposable {
  const save = async (argument: unknown): Promise<void> => {
    const key = typeof argument === "string" ? argument : idOf(argument);
    const survivor = key === undefined ? undefined : runs.survivor(key);
    if (survivor === undefined) {
      void notify("information", l10n.t("Run the mutants again: the policy has changed."));
      return;
    }
    const { policy, mutant } = survivor;
    const { tool, arguments: args, repeat } = mutant.call;
    if (repeat > mostCalls) {
      void notify("information", l10n.t`A test needs ${repeat} calls for that. Write it by hand, with "repeat".`);
      return;
    }
    const at = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000).toISOString();
    const call: RecordedCall = { tool, arguments: args, at, grant: "default", firstDecision: null };
    const calls = Array.from({ length: repeat }, () => call);
    if (await saveAsTest(client, policy, calls, null, undefined, undefined, l10n.t`notices: ${mutant.edit}`))
      await again(policy);
  };
  const lightbulb: vscode.CodeActionProvider = {
    provideCodeActions: (document, range) =>
      runs
        .survivorsIn(document)
        .filter(
          ([
            ,
            {
              mutant: { range: own },
            },
          ]) => touches(range, own),
        )
        .map(([key, { mutant }]) => {
          const title = l10n.t`Save as test: the call that notices ${mutant.edit}`;
          const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
          action.command = { title, command: saveSurvivorCommand, arguments: [key] };
          return action;
        }),
  };
  return vscode.Disposable.from(
    registerCommand(saveSurvivorCommand, save),
    vscode.languages.registerCodeActionsProvider({ language: policyLanguage }, lightbulb, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
}

/** A message's menu hands over the message with its test, an item's menu the item. */
function idOf(argument: unknown): string | undefined {
  const { id, test } = (argument ?? {}) as { readonly id?: unknown; readonly test?: { readonly id?: unknown } };
  const found = test?.id ?? id;
  return typeof found === "string" ? found : undefined;
}

function touches(range: vscode.Range, { start, end }: { start: { line: number }; end: { line: number } }): boolean {
  return range.start.line <= end.line && start.line <= range.end.line;
}
