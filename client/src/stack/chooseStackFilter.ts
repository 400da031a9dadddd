import * as vscode from "vscode";
import { riskOrder, stateOrder } from "../../../server/src/policy/words/plain/reviewOrder";
import { riskSymbol } from "../simulator/host/toolSections";
import type { StackFilter } from "./stackFilter";

interface FilterItem extends vscode.QuickPickItem {
  readonly risk?: string;
  readonly state?: string;
}

/** Asks which risks and states are shown; undefined when the person has gone away. */
export async function chooseStackFilter(filter: StackFilter): Promise<StackFilter | undefined> {
  const items: FilterItem[] = [
    { label: "Risk", kind: vscode.QuickPickItemKind.Separator },
    ...riskOrder.map((risk) => ({
      label: `$(${riskSymbol(risk)}) ${risk} risk`,
      picked: filter.risks.includes(risk),
      risk,
    })),
    { label: "State", kind: vscode.QuickPickItemKind.Separator },
    ...stateOrder.map((state) => ({ label: stateLabels[state], picked: filter.states.includes(state), state })),
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: "Show only tools that are …",
    placeHolder: "Choose risks and states; none of a kind shows all of it",
    canPickMany: true,
  });
  return (
    chosen && {
      risks: chosen.flatMap(({ risk }) => risk ?? []),
      states: chosen.flatMap(({ state }) => state ?? []),
    }
  );
}

const stateLabels: Readonly<Record<(typeof stateOrder)[number], string>> = {
  "not covered": "Not covered by any policy",
  allowed: "Allowed without any check",
  limited: "Limited",
  guarded: "Guarded by conditions",
  denied: "Denied",
  hidden: "Hidden",
};
