import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { suggestPolicyRequest } from "../../../server/src/protocol/suggestPolicy";
import { type GuardedServers, labelOf } from "../guarded/guardedServers";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { notify } from "../shared/notify";
import { policyLanguage } from "../shared/policyLanguage";
import { registerCommand } from "../shared/registerCommand";

/** A longer log is not read. */
const mostBytes = 50_000_000;

const allWays = (): readonly { readonly way: string; readonly label: string; readonly detail: string }[] => [
  { way: "in", label: l10n.t("Lists of values"), detail: l10n.t("Values that repeat, and no others") },
  { way: "bounds", label: l10n.t("Bounds"), detail: l10n.t("From the least number to the greatest") },
  { way: "prefixes", label: l10n.t("Beginnings"), detail: l10n.t("Paths and addresses that begin like the ones used") },
];

/**
 * *Suggest a Policy from a Log…*: asks which log and how arguments become conditions, and opens a policy that lets through what
 * was called. Nothing is written.
 */
export function registerSuggestFromLog(client: LanguageClientLike, servers?: GuardedServers): vscode.Disposable {
  return registerCommand("mcpPolicy.suggestPolicy", async (argument: unknown) => {
    const log = argument instanceof vscode.Uri ? argument : await chooseLog(servers);
    if (log === undefined) return;
    const name = log.path.split("/").at(-1) ?? "";
    const read = await textOf(log).catch(() => undefined);
    if (read === undefined) {
      void notify("warning", l10n.t`${name} cannot be read, or has more than 50 MB.`);
      return;
    }
    const ways = await vscode.window.showQuickPick(
      allWays().map((each) => ({ ...each, picked: true })),
      { title: l10n.t("How do the arguments of its calls become conditions?"), canPickMany: true },
    );
    if (ways === undefined) return;
    const asked = { text: read, fileName: name, denyRest: true, generalise: ways.map(({ way }) => way) };
    const { text, notes } = await client.sendRequest(suggestPolicyRequest, asked);
    if (text === "") {
      void notify("information", notes[0] ?? l10n.t("The language server did not answer, so no policy was made."));
      return;
    }
    const document = await vscode.workspace.openTextDocument({ language: policyLanguage, content: text });
    await vscode.window.showTextDocument(document, { preview: false });
    void notify(
      "information",
      [l10n.t("Read it before you save it: a log shows what was done."), ...notes.slice(0, 3)].join(" "),
    );
  });
}

/** The log of a guarded server, or a file. */
async function chooseLog(servers: GuardedServers | undefined): Promise<vscode.Uri | undefined> {
  const items = [
    ...(servers?.all() ?? []).map((entry) => ({
      label: `$(output) ${labelText(labelOf(entry))}`,
      uri: servers?.logOf(entry),
    })),
    { label: l10n.t("$(file) File…"), uri: undefined },
  ];
  const chosen =
    items.length === 1
      ? items[0]
      : await vscode.window.showQuickPick(items, { title: l10n.t("Suggest a policy from which log?") });
  if (chosen === undefined || chosen.uri !== undefined) return chosen?.uri;
  const title = l10n.t("Suggest a policy from which log?");
  return (await vscode.window.showOpenDialog({ title, filters: { JSON: ["jsonl", "json", "log"] } }))?.[0];
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  if ((await vscode.workspace.fs.stat(uri)).size > mostBytes) return undefined;
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
