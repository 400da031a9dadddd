import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { policyFileKind, policyPatterns } from "../../../server/src/policy/policyFiles";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { findPolicy } from "../shared/findPolicy";
import { isOthers } from "../shared/folderChanges";

/** More are not offered. */
const mostPolicies = 100;

/** The policy that is meant, in a file: the named one, the one in the editor, else one of the workspace that a person chooses. */
export async function choosePolicy(named: string | undefined): Promise<vscode.Uri | undefined> {
  const open = await findPolicy(named);
  if (open !== undefined && open.uri.scheme === "file") return open.uri;
  const found = await vscode.workspace.findFiles(`{${policyPatterns.join(",")}}`, "**/node_modules/**", mostPolicies);
  const items = found
    .filter((uri) => !isOthers(uri) && policyFileKind(uri.path) === "policy")
    .map((uri) => ({ label: labelText(vscode.workspace.asRelativePath(uri)), uri }))
    .sort((a, b) => a.label.localeCompare(b.label));
  if (items.length <= 1) return items[0]?.uri;
  return (await vscode.window.showQuickPick(items, { title: l10n.t("Run a server through which policy?") }))?.uri;
}
