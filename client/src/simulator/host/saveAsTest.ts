import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import {
  type SaveAsTestParams,
  type SaveAsTestResult,
  saveAsTestRequest,
} from "../../../../server/src/protocol/policyTests";
import { toEditorRange } from "../../shared/editorRange";
import type { LanguageClientLike } from "../../shared/languageClientLike";
import { nameOf } from "../../shared/nameOf";
import { notify } from "../../shared/notify";
import { type RecordedCall, toRequest } from "../state/callHistory";
import { columnFor, openInBackground, presenceOf } from "./policyEditor";

/**
 * Asks what to call the test, and writes the calls with their present decisions into the policy's test file; whether it did.
 * `suggested` is a name for it.
 */
export async function saveAsTest(
  client: LanguageClientLike,
  policy: vscode.Uri,
  calls: readonly RecordedCall[],
  selected: number | null,
  panelColumn: vscode.ViewColumn | undefined,
  expect?: "deny",
  suggested?: string,
): Promise<boolean> {
  if (policy.scheme === "untitled") {
    void notify("information", l10n.t("Save the policy first: its test file is in the same folder, and names it."));
    return false;
  }
  const chosen = await chooseCalls(calls, selected);
  if (chosen === undefined) return false;
  const name = await vscode.window.showInputBox({
    title: l10n.t("Save as test"),
    prompt: l10n.t("What does it show? The name appears in the test file and in the Test Explorer."),
    value: suggested ?? (expect === undefined ? suggestedName(chosen) : l10n.t`${chosen[0]?.tool ?? ""} stays closed`),
    validateInput: (text) => (text.trim() === "" ? l10n.t("A test needs a name.") : undefined),
  });
  if (name === undefined) return false;
  // Its tab may have been closed since: the server answers for policies that are open.
  await openInBackground(policy);
  const obstacle = obstacleOf(policy);
  if (obstacle !== undefined) {
    void notify("warning", l10n.t`No test was written: ${obstacle}`);
    return false;
  }
  const base: SaveAsTestParams = {
    textDocument: { uri: policy.toString() },
    calls: toRequest(chosen),
    name: name.trim(),
    ...(expect !== undefined && { expect }),
  };
  // The first answer says where the file belongs; if there is one, it is to keep what it holds.
  const fresh = await client.sendRequest(saveAsTestRequest, base);
  if (fresh.uri === "") {
    void notify("warning", l10n.t`No test was written. ${fresh.refused ?? ""}`);
    return false;
  }
  const uri = vscode.Uri.parse(fresh.uri, true);
  const existing = await openIfThere(uri);
  const saved =
    existing === undefined
      ? fresh
      : await client.sendRequest(saveAsTestRequest, {
          ...base,
          testFile: { uri: fresh.uri, text: existing.getText() },
        });
  if (saved.refused !== null) {
    void notify("warning", l10n.t`The test was not written to ${nameOf(uri)}: ${saved.refused}`);
    if (existing !== undefined)
      await vscode.window.showTextDocument(existing, { viewColumn: columnFor(uri, panelColumn), preview: false });
    return false;
  }
  return write(uri, existing, saved, columnFor(uri, panelColumn));
}

/** Keeps a call that gets through as a test that fails until the policy denies it. */
export async function saveCallAsTest(
  client: LanguageClientLike,
  policy: vscode.Uri,
  { tool, arguments: args }: { readonly tool: string; readonly arguments: object },
): Promise<void> {
  const at = new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString();
  const call: RecordedCall = { tool, arguments: args, at, grant: "default", firstDecision: null };
  await saveAsTest(client, policy, [call], null, undefined, "deny");
}

/** Why nothing can be decided by a policy; undefined when it is open as one. */
function obstacleOf(policy: vscode.Uri): string | undefined {
  const presence = presenceOf(policy);
  switch (presence) {
    case "open":
      return undefined;
    case "closed":
      return l10n.t`${nameOf(policy)} cannot be opened. Is it still there?`;
    case "other-language":
      return l10n.t`${nameOf(policy)} is not open as an MCP policy. Change its language mode to MCP Policy.`;
  }
}

/** One call is saved as it is; of several a person may want the selected one alone. */
async function chooseCalls(
  calls: readonly RecordedCall[],
  selected: number | null,
): Promise<readonly RecordedCall[] | undefined> {
  const call = selected === null ? undefined : calls[selected];
  if (calls.length <= 1 || call === undefined || selected === null) return calls.length === 0 ? undefined : calls;
  const choice = await vscode.window.showQuickPick(
    [
      {
        label: l10n.t`All ${calls.length} calls`,
        detail: l10n.t("With their times, so limits are counted as here."),
        calls,
      },
      {
        label: l10n.t`Call ${selected + 1} alone`,
        detail: l10n.t("With the decision on it when nothing was called before it."),
        calls: [call],
      },
    ],
    { title: l10n.t("Save as test") },
  );
  return choice?.calls;
}

function suggestedName(calls: readonly RecordedCall[]): string {
  const tools = [...new Set(calls.map(({ tool }) => tool))];
  return tools.length === 1 ? l10n.t`calls of ${tools[0] ?? ""}` : l10n.t`calls of ${tools.length} tools`;
}

async function openIfThere(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

/** Writes the file, unless the person had changes of their own in it unsaved before, and shows the new test. */
async function write(
  uri: vscode.Uri,
  existing: vscode.TextDocument | undefined,
  { text, range }: SaveAsTestResult,
  viewColumn: vscode.ViewColumn,
): Promise<boolean> {
  const hadChanges = existing?.isDirty === true;
  const edit = new vscode.WorkspaceEdit();
  if (existing === undefined) edit.createFile(uri, { contents: new TextEncoder().encode(text) });
  else edit.replace(uri, new vscode.Range(0, 0, existing.lineCount, 0), text);
  if (!(await vscode.workspace.applyEdit(edit))) {
    void notify("error", l10n.t`${nameOf(uri)} could not be written. Nothing was changed.`);
    return false;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  if (!hadChanges) await document.save();
  const shown = toEditorRange(range);
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn,
    preview: false,
    selection: new vscode.Range(shown.start, shown.start),
  });
  editor.revealRange(shown, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return true;
}
