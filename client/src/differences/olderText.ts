import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { nameOf } from "../shared/nameOf";
import { notify } from "../shared/notify";
import type { Comparison } from "./comparisonInFront";
import { type FileHistory, fileHistory } from "./gitRepository";

/** A text that a policy is compared with, and what it is called: "HEAD", "the last save". */
export interface OlderText {
  readonly text: string;
  readonly name: string;
}

interface Choice extends vscode.QuickPickItem {
  read?(): Promise<OlderText | undefined>;
}

/**
 * Lets a person choose what the policy is compared with: first the other side of the comparison that it is in, if it is in one.
 * Undefined when they turn away, or it is not there.
 */
export async function chooseOlderText(
  document: vscode.TextDocument,
  comparison: Comparison | undefined,
): Promise<OlderText | undefined> {
  const history = await fileHistory(document.uri);
  const isCommitted = (await history?.textAt("HEAD")) !== undefined;
  const choices: Choice[] = [
    ...(comparison === undefined ? [] : [leftChoice(comparison)]),
    ...(history === undefined ? [] : await historyChoices(history, document, isCommitted)),
    ...(document.isDirty && !document.isUntitled ? [savedChoice(document)] : []),
    {
      label: `$(file) ${l10n.t("Another File…")}`,
      description: l10n.t("an older copy, or another policy"),
      read: () => chooseFile(),
    },
  ];
  const chosen = await vscode.window.showQuickPick<Choice>(choices, {
    title: l10n.t`What changed in ${nameOf(document.uri)}?`,
    placeHolder: isCommitted ? l10n.t("Compare with") : whyNoCommit(history),
    matchOnDescription: true,
  });
  return chosen?.read?.();
}

/** Why the last commit is not among what the policy can be compared with. */
function whyNoCommit(history: FileHistory | undefined): string {
  return history === undefined
    ? l10n.t("No Git repository is known for this policy, so there is no commit. Compare with")
    : l10n.t("This policy is in no commit yet. Compare with");
}

async function historyChoices(
  history: FileHistory,
  document: vscode.TextDocument,
  isCommitted: boolean,
): Promise<Choice[]> {
  const at = (ref: string, label: string, description: string): Choice => ({
    label,
    description,
    read: async () => {
      const text = await history.textAt(ref);
      return text === undefined ? sayAllIsNew(document.uri, ref) : { text, name: ref };
    },
  });
  const refs = (await history.refs()).slice(0, 100).filter((name) => name !== "HEAD");
  const choices = [
    ...(isCommitted ? [at("HEAD", "$(git-commit) HEAD", l10n.t("the last commit"))] : []),
    ...refs.map((name) => at(name, `$(git-branch) ${labelText(name)}`, l10n.t("branch or tag"))),
  ];
  return choices.length === 0 ? [] : [...choices, { label: "", kind: vscode.QuickPickItemKind.Separator }];
}

function sayAllIsNew(policy: vscode.Uri, name: string): undefined {
  void notify("information", l10n.t`${nameOf(policy)} is not in ${name}: everything in it is new.`);
}

function leftChoice({ left, right, label }: Comparison): Choice {
  return {
    label: `$(diff) ${l10n.t("The Left Side of the Comparison")}`,
    description: labelText(label),
    read: async () => {
      const name = l10n.t("the left side");
      // As a document: the address of a side may be one that only its own extension can read.
      const text = (await vscode.workspace.openTextDocument(left)).getText();
      // A file that a change adds has an empty left side.
      return text.trim() === "" ? sayAllIsNew(right, name) : { text, name };
    },
  };
}

function savedChoice({ uri }: vscode.TextDocument): Choice {
  return {
    label: `$(save) ${l10n.t("The Last Save")}`,
    description: l10n.t("the file as it is on disk"),
    read: async () => ({ text: await textOf(uri), name: l10n.t("the last save") }),
  };
}

async function chooseFile(): Promise<OlderText | undefined> {
  const [uri] =
    (await vscode.window.showOpenDialog({
      title: l10n.t("Compare the policy with"),
      openLabel: l10n.t("Compare"),
      filters: { JSON: ["json", "jsonc"] },
    })) ?? [];
  return uri === undefined ? undefined : { text: await textOf(uri), name: nameOf(uri) };
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
