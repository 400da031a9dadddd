import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { riskOrder, stateOrder } from "../../../server/src/policy/words/plain/reviewOrder";
import { riskInWords } from "../shared/words/riskWords";
import { riskSymbol } from "../simulator/host/toolSections";
import type { StackFilter } from "./stackFilter";

interface FilterItem extends vscode.QuickPickItem {
  readonly risk?: string;
  readonly state?: string;
}

/** Asks which risks and states are shown; undefined when the person has gone away. */
export async function chooseStackFilter(filter: StackFilter): Promise<StackFilter | undefined> {
  const items: FilterItem[] = [
    { label: l10n.t("Risk"), kind: vscode.QuickPickItemKind.Separator },
    ...riskOrder.map((risk) => ({
      label: `$(${riskSymbol(risk)}) ${riskInWords(risk)}`,
      picked: filter.risks.includes(risk),
      risk,
    })),
    { label: l10n.t("State"), kind: vscode.QuickPickItemKind.Separator },
    ...stateOrder.map((state) => ({ label: stateLabels()[state], picked: filter.states.includes(state), state })),
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: l10n.t("Show only tools that are …"),
    placeHolder: l10n.t("Choose risks and states; none of a kind shows all of it"),
    canPickMany: true,
  });
  return (
    chosen && {
      risks: chosen.flatMap(({ risk }) => risk ?? []),
      states: chosen.flatMap(({ state }) => state ?? []),
    }
  );
}

const stateLabels = (): Readonly<Record<(typeof stateOrder)[number], string>> => ({
  "not covered": l10n.t("Not covered by any policy"),
  unknown: l10n.t("Not known"),
  allowed: l10n.t("Allowed without any check"),
  limited: l10n.t("Limited"),
  guarded: l10n.t("Guarded by conditions"),
  denied: l10n.t("Denied"),
  hidden: l10n.t("Hidden"),
});
