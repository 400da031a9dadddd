import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { simulateCommand } from "../../../server/src/protocol/clientCommands";
import { type DifferenceResult, differenceRequest } from "../../../server/src/protocol/difference";
import { parseCommandTarget } from "../shared/commandTarget";
import { findPolicy } from "../shared/findPolicy";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { nameOf } from "../shared/nameOf";
import { notify } from "../shared/notify";
import { registerCommand } from "../shared/registerCommand";
import { showRange } from "../shared/showRange";
import { comparisonInFront } from "./comparisonInFront";
import { type DifferenceLine, differenceLines, differenceSentence } from "./differenceInWords";
import { fileHistory } from "./gitRepository";
import { chooseOlderText, type OlderText } from "./olderText";
import { OlderTexts } from "./olderTexts";

/** The command that the status item and the palette call; `{uri, since: "HEAD"}` does not ask what to compare with. */
export const whatChangedCommand = "mcpPolicy.whatChanged";

interface LineItem extends vscode.QuickPickItem {
  readonly line?: DifferenceLine;
}

const showLines = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon("go-to-file"),
  tooltip: l10n.t("Show the Lines"),
});
const openDiff = (): vscode.QuickInputButton => ({
  iconPath: new vscode.ThemeIcon("diff"),
  tooltip: l10n.t("Compare the Texts"),
});

/** *What Changed?*: lists what the policy lets through that an older text did not, each with a call to simulate. */
export function registerWhatChanged(client: LanguageClientLike): vscode.Disposable {
  const olderTexts = new OlderTexts();
  const command = registerCommand(whatChangedCommand, async (argument: unknown) => {
    const { uri } = parseCommandTarget(argument);
    // A change is read from left to right, whichever side the cursor is in.
    const comparison = isSinceHead(argument) ? undefined : comparisonInFront(uri);
    const document = await findPolicy(comparison?.right.toString() ?? uri);
    if (document === undefined) {
      void notify("information", l10n.t("Open an MCP policy first: it is compared with an older text of its own."));
      return;
    }
    const head = isSinceHead(argument) ? await textOfHead(document) : undefined;
    const older = head ?? (await chooseOlderText(document, comparison));
    if (older === undefined) return;
    const textDocument = { uri: document.uri.toString() };
    const found = await client.sendRequest(differenceRequest, { textDocument, text: older.text });
    if (found.refused !== null) {
      void notify("warning", l10n.t`${nameOf(document.uri)} was not compared with ${older.name}. ${found.refused}`);
      return;
    }
    showDifference(document, older, found, olderTexts);
  });
  return vscode.Disposable.from(command, olderTexts);
}

function isSinceHead(argument: unknown): boolean {
  return typeof argument === "object" && argument !== null && (argument as { since?: unknown }).since === "HEAD";
}

async function textOfHead({ uri }: vscode.TextDocument): Promise<OlderText | undefined> {
  const text = await (await fileHistory(uri))?.textAt("HEAD");
  return text === undefined ? undefined : { text, name: "HEAD" };
}

function showDifference(
  document: vscode.TextDocument,
  older: OlderText,
  found: DifferenceResult,
  olderTexts: OlderTexts,
): void {
  const list = vscode.window.createQuickPick<LineItem>();
  list.title = l10n.t`What changed in ${nameOf(document.uri)} since ${labelText(older.name)}`;
  list.placeholder = l10n.t`${differenceSentence(found, older.name)}. Enter simulates the call`;
  list.matchOnDescription = true;
  list.matchOnDetail = true;
  list.buttons = [openDiff()];
  list.items = lineItems(differenceLines(found));
  const done = (then: () => unknown): void => {
    list.hide();
    void then();
  };
  list.onDidTriggerButton(() => done(() => olderTexts.compare(document.uri, older)));
  list.onDidTriggerItemButton(({ item }) => done(() => showRange(document, item.line?.range)));
  list.onDidAccept(() => {
    const line = list.selectedItems[0]?.line;
    if (line?.call === undefined) done(() => showRange(document, line?.range));
    else done(() => vscode.commands.executeCommand(simulateCommand, { uri: document.uri.toString(), ...line.call }));
  });
  list.onDidHide(() => list.dispose());
  list.show();
}

function lineItems(lines: readonly DifferenceLine[]): readonly LineItem[] {
  if (lines.length === 0)
    return [{ label: l10n.t("Nothing changes"), detail: l10n.t("Both texts decide every call alike") }];
  return lines.flatMap((line, index) => {
    const item: LineItem = {
      label: labelText(line.label),
      description: labelText(line.description),
      detail: labelText(line.detail, 300),
      line,
      ...(line.range !== undefined && { buttons: [showLines()] }),
    };
    if (line.section === lines[index - 1]?.section) return [item];
    return [{ label: line.section, kind: vscode.QuickPickItemKind.Separator }, item];
  });
}
