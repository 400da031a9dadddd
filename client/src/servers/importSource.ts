import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import {
  type FoundServerEntry,
  findServersRequest,
  type ImportServerParams,
} from "../../../server/src/protocol/servers";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { commandWords } from "./commandWords";

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
  readonly foundIn?: Pick<FoundServerEntry, "file" | "client">;
  readonly params: Omit<ImportServerParams, "folder" | "name" | "values">;
}

interface SourceItem extends vscode.QuickPickItem {
  readonly choose?: () => Promise<ImportSource | undefined>;
}

/** What a person is asked. */
export interface SourceQuestion {
  readonly title: string;
  /** All, or only what is a program to start. */
  readonly wants: "all" | "programs";
  /** The name of a server that is looked for: it is listed first. */
  readonly first?: string | undefined;
}

/** Asks which server is meant: one of a client, a command line, an address or a file. */
export async function chooseSource(
  client: LanguageClientLike,
  folder: string,
  { title, wants, first }: SourceQuestion,
): Promise<ImportSource | undefined> {
  const answer = await client.sendRequest(findServersRequest, { folder });
  const isFirst = ({ name }: { readonly name: string }): boolean => name === first;
  const found = [...answer.found.filter(isFirst), ...answer.found.filter((each) => !isFirst(each))];
  const items: SourceItem[] = [
    ...found.flatMap((entry): SourceItem[] => {
      const { startedBy } = entry;
      if (startedBy === null) return [];
      const kind = /^https?:/.test(startedBy) ? "url" : "command";
      if (kind === "url" && wants === "programs") return [];
      const source: ImportSource = {
        kind,
        name: entry.name,
        startedBy,
        variables: entry.variables,
        missing: entry.missing,
        foundIn: { file: entry.file, client: entry.client },
        params: { found: entry.id },
      };
      return [
        {
          label: `$(server) ${labelText(entry.name)}`,
          description: labelText(`${entry.client} · ${entry.file}`),
          detail: labelText(startedBy),
          choose: async () => source,
        },
      ];
    }),
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    { label: `$(terminal) ${l10n.t("Command line…")}`, choose: askCommand },
    ...(wants === "all"
      ? [
          { label: `$(globe) ${l10n.t("Address…")}`, choose: askAddress },
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

async function askCommand(): Promise<ImportSource | undefined> {
  const line = await vscode.window.showInputBox({
    title: l10n.t("What starts the server?"),
    placeHolder: "npx -y @modelcontextprotocol/server-filesystem .",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the person types.
    prompt: l10n.t("No shell reads it. Write ${NAME} for a secret: it is taken from the environment and not stored."),
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
    validateInput: (text) => (/^https?:\/\//.test(text) ? undefined : l10n.t("It starts with https:// or http://.")),
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
