import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { visibleText } from "../../../server/src/policy/words/plain/visibleText";
import { type ImportServerParams, importServerRequest } from "../../../server/src/protocol/servers";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { confirm, notify, whileNotified } from "../shared/notify";
import { registerCommand } from "../shared/registerCommand";
import { chooseSource, type ImportSource } from "./importSource";

/**
 * *Import Tools from a Server…*: asks which, says in a modal what is going to be started or reached and which variables it
 * gets, and imports its tools. Never in a workspace that is not trusted: its files name programs to run.
 */
export function registerImportTools(client: LanguageClientLike): vscode.Disposable {
  return registerCommand("mcpPolicy.importTools", async (argument: unknown) => {
    if (!vscode.workspace.isTrusted) {
      void notify("warning", "Trust the workspace first: its files name programs that would be run.");
      return;
    }
    const again = givenAgain(argument);
    const folder = again?.folder ?? (await chooseFolder())?.uri.toString();
    if (folder === undefined) {
      void notify("information", "Open a folder first: the tools are written there.");
      return;
    }
    const source = await chooseSource(client, folder, {
      title: "Import the tools of which server?",
      wants: "all",
      first: again?.name,
    });
    if (source === undefined) return;
    const name = again?.name ?? (await askName(source.name));
    if (name === undefined || !(await agrees(source))) return;
    await importTools(client, { folder, name, ...source.params, ...(await askValues(source)) });
  });
}

/** `{ name, folder }` of a server that is imported again. */
function givenAgain(argument: unknown): Pick<ImportServerParams, "name" | "folder"> | undefined {
  const given = (typeof argument === "object" && argument !== null ? argument : {}) as Partial<ImportServerParams>;
  const { name, folder } = given;
  return typeof name === "string" && typeof folder === "string" ? { name, folder } : undefined;
}

async function chooseFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0];
}

function askName(suggested: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: "Your name for the server",
    value: suggested.replace(/[^\w.-]+/g, "-").replace(/^[^A-Za-z0-9]+/, ""),
    validateInput: (name) =>
      /^[A-Za-z0-9][\w.-]{0,63}$/.test(name) ? undefined : "Use letters, digits, dots, dashes and underscores.",
  });
}

/** What is read from a file starts nothing. */
async function agrees({ startedBy, variables, foundIn, kind }: ImportSource): Promise<boolean> {
  if (kind === "file") return true;
  const lines = [
    visibleText(startedBy),
    variables.length === 0
      ? "It gets no variables beside PATH, HOME and the like."
      : `It gets these variables: ${visibleText(variables.join(", "))}`,
    ...(foundIn === undefined ? [] : [`Found in ${visibleText(foundIn)}`]),
  ];
  const question = kind === "url" ? "Ask this server for its tools?" : "Start this program and ask it for its tools?";
  return confirm(question, lines.join("\n\n"), kind === "url" ? "Ask" : "Start");
}

/** Values that only the client of the entry could ask for; they are used once. */
async function askValues({ missing }: ImportSource): Promise<Pick<ImportServerParams, "values">> {
  const values: Record<string, string> = {};
  for (const name of missing.slice(0, 10)) {
    const value = await vscode.window.showInputBox({
      title: `Value of ${labelText(name)}`,
      prompt: "Used for this import alone, and not stored. Leave it empty if the server does without.",
      password: true,
    });
    if (value !== undefined && value !== "") values[name] = value;
  }
  return Object.keys(values).length === 0 ? {} : { values };
}

async function importTools(client: LanguageClientLike, params: ImportServerParams): Promise<void> {
  const { uri, message, notes } = await whileNotified(`Importing the tools of ${params.name}`, (token) =>
    client.sendRequest(importServerRequest, params, token),
  );
  if (uri === null) {
    void notify("error", message);
    return;
  }
  const odd =
    notes.length === 0 ? "" : ` ${notes.length} of them ${notes.length === 1 ? "is" : "are"} odd: ${notes[0]}`;
  const show = "Show File";
  if ((await notify("information", `${message}${odd}`, show)) === show)
    await vscode.window.showTextDocument(vscode.Uri.parse(uri));
}
