import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { type DecisionChange, decisionChangesRequest } from "../../../server/src/protocol/decisionChanges";
import { changeText } from "../shared/changeText";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { nameOf } from "../shared/nameOf";
import { notify } from "../shared/notify";
import type { ChangePreviews } from "../simulator/host/changePreview";
import { openInBackground } from "../simulator/host/policyEditor";
import { type RecordedCall, toRequest } from "../simulator/state/callHistory";

interface ChangeItem extends vscode.QuickPickItem {
  readonly change: DecisionChange;
}

const compare = (): vscode.QuickInputButton => ({ iconPath: new vscode.ThemeIcon("diff"), tooltip: l10n.t("Compare") });

/**
 * Offers the small edits of a policy that would turn the decision on the last of some calls, makes the chosen one, and saves
 * it, so that it holds from the next call on.
 */
export async function changePolicyForCall(
  client: LanguageClientLike,
  previews: ChangePreviews,
  uri: vscode.Uri,
  calls: readonly RecordedCall[],
): Promise<void> {
  await openInBackground(uri);
  const textDocument = { uri: uri.toString() };
  const call = calls.length - 1;
  const document = await vscode.workspace.openTextDocument(uri);
  const { version } = document;
  const { changes } = await client.sendRequest(decisionChangesRequest, { textDocument, calls: toRequest(calls), call });
  if (changes.length === 0) {
    void notify("information", l10n.t`No small edit of ${nameOf(uri)} changes the decision on this call.`);
    await vscode.window.showTextDocument(document);
    return;
  }
  const chosen = await choose(changes, nameOf(uri), (change) => previews.compare(document, change, undefined));
  if (chosen === undefined) return;
  if (document.version !== version) {
    void notify("information", l10n.t("The policy has changed meanwhile. Choose again."));
    return;
  }
  // Changes of the person's own that are not saved yet stay theirs to save.
  const wasDirty = document.isDirty;
  if (!(await changeText(uri, chosen.edits))) void notify("error", l10n.t`${nameOf(uri)} could not be changed.`);
  else if (wasDirty) void notify("information", l10n.t`Save ${nameOf(uri)}: the change holds from then on.`);
  else await document.save();
}

function choose(
  changes: readonly DecisionChange[],
  policy: string,
  preview: (change: DecisionChange) => Promise<void>,
): Promise<DecisionChange | undefined> {
  const list = vscode.window.createQuickPick<ChangeItem>();
  list.title = l10n.t`Change ${policy} for this call`;
  list.placeholder = l10n.t("The change is saved, and holds from the next call on");
  list.matchOnDetail = true;
  list.items = changes.map((change) => ({
    label: labelText(change.title),
    detail: labelText(change.summary),
    buttons: [compare()],
    change,
  }));
  return new Promise((resolve) => {
    list.onDidTriggerItemButton(({ item }) => {
      list.hide();
      void preview(item.change);
    });
    list.onDidAccept(() => {
      resolve(list.selectedItems[0]?.change);
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}
