import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { notify } from "../shared/notify";
import { nameOf } from "../simulator/host/policyEditor";
import { type FileHistory, fileHistory } from "./gitRepository";

/** A text that a policy is compared with, and what it is called: "HEAD", "the last save". */
export interface OlderText {
  readonly text: string;
  readonly name: string;
}

interface Choice extends vscode.QuickPickItem {
  read?(): Promise<OlderText | undefined>;
}

/** Lets a person choose what the policy is compared with; undefined when they turn away, or it is not there. */
export async function chooseOlderText(document: vscode.TextDocument): Promise<OlderText | undefined> {
  const history = await fileHistory(document.uri);
  const choices: Choice[] = [
    ...(history === undefined ? [] : await historyChoices(history, document)),
    ...(document.isDirty && !document.isUntitled ? [savedChoice(document)] : []),
    { label: `$(file) ${l10n.t("Another File…")}`, description: l10n.t("choose it"), read: () => chooseFile() },
  ];
  const chosen =
    choices.length === 1
      ? choices[0]
      : await vscode.window.showQuickPick<Choice>(choices, {
          title: l10n.t`What changed in ${nameOf(document.uri)}?`,
          placeHolder: l10n.t("Compare with"),
          matchOnDescription: true,
        });
  return chosen?.read?.();
}

async function historyChoices(history: FileHistory, document: vscode.TextDocument): Promise<Choice[]> {
  const at = (ref: string, label: string, description: string): Choice => ({
    label,
    description,
    read: async () => {
      const text = await history.textAt(ref);
      if (text !== undefined) return { text, name: ref };
      void notify("information", l10n.t`${nameOf(document.uri)} is not in ${ref}: everything in it is new.`);
      return undefined;
    },
  });
  const refs = (await history.refs()).slice(0, 100).filter((name) => name !== "HEAD");
  return [
    at("HEAD", "$(git-commit) HEAD", l10n.t("the last commit")),
    ...refs.map((name) => at(name, `$(git-branch) ${labelText(name)}`, l10n.t("branch or tag"))),
    { label: "", kind: vscode.QuickPickItemKind.Separator },
  ];
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
