import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { withoutSecrets } from "../../../server/src/policy/words/plain/secrets";
import {
  type FoundServerEntry,
  findServersRequest,
  type ImportServerParams,
} from "../../../server/src/protocol/servers";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { notify } from "../shared/notify";
import { commandWords } from "./commandWords";
import { type ListedTool, serversOfTools } from "./serversOfTools";

/** Where the tools are to come from, as a person has chosen it. */
export interface ImportSource {
  readonly kind: "command" | "url" | "file";
  /** A name to begin with. */
  readonly name: string;
  /** The exact command or address, without secrets. */
  readonly startedBy: string;
  readonly variables: readonly string[];
  readonly missing: readonly string[];
  /** The file and the client of an entry that was found. */
  readonly foundIn?: Pick<FoundServerEntry, "file" | "client" | "transport">;
  readonly params: Omit<ImportServerParams, "folder" | "name" | "values">;
}

interface SourceItem extends vscode.QuickPickItem {
  readonly choose?: () => Promise<ImportSource | undefined>;
}

/** What a person is asked. */
export interface SourceQuestion {
  readonly title: string;
  /** All; or only what can be started or reached each time, of which imported servers are listed as well. */
  readonly wants: "all" | "servers";
  /** The name of a server that is looked for: it is listed first. */
  readonly first?: string | undefined;
}

/** Asks which server is meant: one of a client, a command line, an address or a file. */
export async function chooseSource(
  client: LanguageClientLike,
  folder: string,
  { title, wants, first }: SourceQuestion,
): Promise<ImportSource | undefined> {
  const answer = await client.sendRequest(findServersRequest, { folder, stored: wants === "servers" });
  const isFirst = ({ name }: { readonly name: string }): boolean => name === first;
  const found = [...answer.found.filter(isFirst), ...answer.found.filter((each) => !isFirst(each))];
  const items: SourceItem[] = [
    ...found.flatMap((entry): SourceItem[] => {
      const source = sourceOf(entry);
      if (source === undefined) return problemItems(entry);
      return [
        {
          label: `$(server) ${labelText(entry.name)}`,
          description: labelText(`${entry.client} · ${entry.file}`),
          detail: labelText(source.startedBy),
          choose: async () => source,
        },
      ];
    }),
    ...(wants === "all" ? runningItems() : []),
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    { label: `$(terminal) ${l10n.t("Command line…")}`, choose: askCommand },
    { label: `$(globe) ${l10n.t("Address…")}`, choose: askAddress },
    ...(wants === "all"
      ? [
          {
            label: `$(file) ${l10n.t("File…")}`,
            detail: l10n.t("A saved answer to tools/list, or a manifest"),
            choose: askFile,
          },
        ]
      : []),
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.choose?.();
}

/** An entry or a file that cannot be used: choosing it says what is wrong with it, whole. */
function problemItems({ name, client, file, problems }: FoundServerEntry): SourceItem[] {
  const [problem] = problems;
  if (problem === undefined) return [];
  const label = name === "" ? file : name;
  const where = name === "" ? client : `${client} · ${file}`;
  const choose = async (): Promise<undefined> => void notify("warning", problem);
  return [
    { label: `$(warning) ${labelText(label)}`, description: labelText(where), detail: labelText(problem), choose },
  ];
}

/** What an imported server is asked by; undefined where its file does not say, or the entry is gone. */
export async function importedSource(
  client: LanguageClientLike,
  folder: string,
  imported: string,
): Promise<ImportSource | undefined> {
  const { found } = await client.sendRequest(findServersRequest, { folder, imported });
  return found[0] && sourceOf(found[0]);
}

/** undefined for an entry that cannot be used. */
function sourceOf(entry: FoundServerEntry): ImportSource | undefined {
  const { id, name, startedBy, kind, variables, missing, given } = entry;
  if (startedBy === null || kind === undefined) return undefined;
  return { kind, name, startedBy, variables, missing, foundIn: entry, params: given ?? { found: id } };
}

/** Servers that VS Code runs already: nothing is started. A VS Code before 1.95 lists none. */
function runningItems(): readonly SourceItem[] {
  const { lm } = vscode as unknown as { readonly lm?: { readonly tools?: readonly ListedTool[] } };
  return serversOfTools(lm?.tools ?? []).map(({ name, tools }) => ({
    label: `$(vm-running) ${labelText(name)}`,
    description: l10n.t("running in VS Code"),
    detail: labelText(tools.map((tool) => tool.name).join(", "), longestDetail),
    choose: async () => ({
      kind: "file",
      name,
      startedBy: "",
      variables: [],
      missing: [],
      params: { text: JSON.stringify({ tools }) },
    }),
  }));
}

/** The rest of a longer list of names is cut off. */
const longestDetail = 300;

async function askCommand(): Promise<ImportSource | undefined> {
  const line = await vscode.window.showInputBox({
    title: l10n.t("What starts the server?"),
    placeHolder: "npx -y @modelcontextprotocol/server-filesystem .",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the person types.
    prompt: l10n.t("No shell reads it. Write ${NAME} for a secret: it is taken from the environment and not stored."),
    validateInput: (text) => secretTyped(commandWords(text)),
  });
  const command = commandWords(line ?? "");
  const [program] = command;
  if (program === undefined) return undefined;
  const variables = await askVariables();
  if (variables === undefined) return undefined;
  const last = command.at(-1) ?? program;
  const name = /[\w.-]+$/.exec(last.replace(/@[\d.]+$/, ""))?.[0] ?? program;
  return {
    kind: "command",
    name,
    startedBy: command.join(" "),
    variables,
    missing: [],
    params: { command, env: variables },
  };
}

/** Why some words cannot be taken as they are: they would be stored, and shown to other programs of the machine. */
function secretTyped(words: readonly string[]): string | undefined {
  const safe = withoutSecrets(words);
  return words.every((word, index) => word === safe[index])
    ? undefined
    : // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the person types.
      l10n.t("This looks like a secret. Write ${NAME} in its place: it is taken from the environment and not stored.");
}

async function askVariables(): Promise<readonly string[] | undefined> {
  const text = await vscode.window.showInputBox({
    title: l10n.t("Which environment variables does it get?"),
    placeHolder: "GITHUB_TOKEN, …",
    prompt: l10n.t("Names only. Leave it empty for none."),
    validateInput: (names) =>
      /^[\s,\w]*$/.test(names) ? undefined : l10n.t("Names of variables, with commas between them; no values."),
  });
  return text?.split(/[\s,]+/).filter((name) => name !== "");
}

async function askAddress(): Promise<ImportSource | undefined> {
  const url = await vscode.window.showInputBox({
    title: l10n.t("Address of the server"),
    placeHolder: "https://mcp.example.com/mcp",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the person types.
    prompt: l10n.t("Write ${NAME} for a secret: it is taken from the environment and not stored."),
    validateInput: (text) =>
      /^https?:\/\//.test(text) && URL.canParse(text)
        ? secretTyped([text])
        : l10n.t("It starts with https:// or http://."),
  });
  if (url === undefined) return undefined;
  const header = await vscode.window.showInputBox({
    title: l10n.t("Which header does it need?"),
    placeHolder: "Authorization=MY_TOKEN",
    prompt: l10n.t("The header's name, and the environment variable with its whole value. Leave it empty for none."),
    validateInput: (text) =>
      /^(?:[\w-]+=[A-Za-z_]\w*)?$/.test(text)
        ? undefined
        : l10n.t("Name of a header, =, name of a variable; no value."),
  });
  if (header === undefined) return undefined;
  const [field = "", variable = ""] = header.split("=");
  const headers = field === "" ? {} : { [field]: variable };
  const name = new URL(url).hostname.split(".").at(-2) ?? "server";
  const variables = field === "" ? [] : [l10n.t`${field} from ${variable}`];
  return { kind: "url", name, startedBy: url, variables, missing: [], params: { url, headers } };
}

async function askFile(): Promise<ImportSource | undefined> {
  const [uri] = (await vscode.window.showOpenDialog({ filters: { JSON: ["json", "jsonl"] } })) ?? [];
  if (uri === undefined) return undefined;
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const name =
    uri.path
      .split("/")
      .at(-1)
      ?.replace(/\.jsonl?$/, "") ?? "server";
  return {
    kind: "file",
    name,
    startedBy: "",
    variables: [],
    missing: [],
    params: { text, fileName: uri.path.split("/").at(-1) ?? "" },
  };
}
