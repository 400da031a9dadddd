import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { visibleText } from "../../../server/src/policy/words/plain/visibleText";
import { type ImportServerParams, importServerRequest, serversRequest } from "../../../server/src/protocol/servers";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { confirm, notify, whileNotified } from "../shared/notify";
import { registerCommand } from "../shared/registerCommand";
import { grouped } from "../shared/words/grouped";
import { askServerName } from "./askServerName";
import { askValues } from "./askValues";
import { confirmSource } from "./confirmSource";
import { chooseSource, type ImportSource, importedSource } from "./importSource";

const importCommand = "mcpPolicy.importTools";

/** The rest of a longer line is cut off. */
const longestLine = 300;

/**
 * *Import Tools from a Server…*: asks which, says in a modal what is going to be started or reached and which variables it
 * gets, and imports its tools. Never in a workspace that is not trusted: its files name programs to run. `{ name, folder }`
 * imports a server again; with `compares`, what it lists is compared only.
 */
export function registerImportTools(client: LanguageClientLike): vscode.Disposable {
  return registerCommand(importCommand, async (argument: unknown) => {
    const given = (typeof argument === "object" && argument !== null ? argument : {}) as Partial<ImportServerParams>;
    const { name, folder, compares = false } = given;
    const named = typeof name === "string" && typeof folder === "string" ? { name, folder } : undefined;
    const again = named ?? (compares ? await chooseImported(client) : undefined);
    if (again !== undefined || !compares) await ask(client, again, compares);
  });
}

type Again = Pick<ImportServerParams, "name" | "folder">;

async function ask(client: LanguageClientLike, again: Again | undefined, compares: boolean): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    void notify("warning", l10n.t("Trust the workspace first: its files name programs that would be run."));
    return;
  }
  const folder = again?.folder ?? (await chooseFolder())?.uri.toString();
  if (folder === undefined) {
    void notify("information", l10n.t("Open a folder first: the tools are written there."));
    return;
  }
  const known = again && (await importedSource(client, folder, again.name));
  const source =
    known ??
    (await chooseSource(client, folder, {
      title: l10n.t("Import the tools of which server?"),
      wants: "all",
      first: again?.name,
    }));
  if (source === undefined) return;
  const name = again?.name ?? (await askName(source.name));
  if (name === undefined) return;
  const replaced = compares ? undefined : await replacedBy(client, { folder, name, ...source.params });
  if (!(await agrees(source, name, replaced))) return;
  const values = await askValues(name, source.missing, "import");
  await importTools(client, {
    folder,
    name,
    ...source.params,
    ...(replaced !== undefined && { replaces: true }),
    ...(Object.keys(values).length > 0 && { values }),
    ...(compares && { compares }),
  });
}

/** An imported server of a folder, as a person chooses it. */
async function chooseImported(client: LanguageClientLike): Promise<Again | undefined> {
  const folder = (await chooseFolder())?.uri.toString();
  if (folder === undefined) return undefined;
  // The first is the bundled one, which nobody can ask.
  const [, ...imported] = (await client.sendRequest(serversRequest, { folder })).servers;
  if (imported.length === 0) {
    void notify("information", l10n.t("No server is imported yet."));
    return undefined;
  }
  const title = l10n.t("Which server may have changed?");
  const items = imported.map(({ name }) => ({ label: labelText(name), again: { name, folder } }));
  return (await vscode.window.showQuickPick(items, { title }))?.again;
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0];
}

function askName(suggested: string): Thenable<string | undefined> {
  const value = suggested.replace(/[^\w.-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "");
  return askServerName(l10n.t("Your name for the server"), value);
}

/** How the other server was got whose tools this import would replace; undefined where there is none. */
async function replacedBy(client: LanguageClientLike, params: ImportServerParams): Promise<string | undefined> {
  return (await client.sendRequest(importServerRequest, { ...params, asksWhatIsReplaced: true })).replaced;
}

/** What is read from a file starts nothing. */
async function agrees(source: ImportSource, name: string, replaced: string | undefined): Promise<boolean> {
  const more =
    replaced === undefined ? [] : [l10n.t`This replaces the tools that were imported as ${name}: ${replaced}`];
  if (source.kind === "file")
    return (
      replaced === undefined || confirm(l10n.t("Replace these tools?"), visibleText(more.join("")), l10n.t("Replace"))
    );
  return source.kind === "url"
    ? confirmSource(source, l10n.t("Ask this server for its tools?"), l10n.t("Ask"), more)
    : confirmSource(source, l10n.t("Start this program and ask it for its tools?"), l10n.t("Start"), more);
}

async function importTools(client: LanguageClientLike, params: ImportServerParams): Promise<void> {
  const { uri, message, notes, changes } = await whileNotified(
    params.compares ? l10n.t`Asking ${params.name} for its tools` : l10n.t`Importing the tools of ${params.name}`,
    (token) => client.sendRequest(importServerRequest, params, token),
  );
  if (changes !== undefined) {
    await showChanges(params, message, changes);
    return;
  }
  if (uri === null) {
    void notify("error", message);
    return;
  }
  const odd =
    notes.length === 0
      ? ""
      : notes.length === 1
        ? l10n.t` A note: ${notes[0] ?? ""}`
        : l10n.t` ${grouped(notes.length)} notes, the first: ${notes[0] ?? ""}`;
  const show = l10n.t("Show File");
  if ((await notify("information", `${message}${odd}`, show)) === show)
    await vscode.window.showTextDocument(vscode.Uri.parse(uri));
}

/** What has changed, a line each; the last one imports the tools as they are now. */
async function showChanges({ name, folder }: Again, message: string, changes: readonly string[]): Promise<void> {
  if (changes.length === 0) {
    void notify("information", message);
    return;
  }
  const again = `$(sync) ${l10n.t("Import Again…")}`;
  const items = [...changes.map((line) => ({ label: labelText(line, longestLine) })), { label: again }];
  const chosen = await vscode.window.showQuickPick(items, { title: labelText(message), ignoreFocusOut: true });
  if (chosen?.label === again) await vscode.commands.executeCommand(importCommand, { name, folder });
}
