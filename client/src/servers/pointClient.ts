import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { visibleText } from "../../../server/src/policy/words/plain/visibleText";
import { type PointClientParams, type PointedEntry, pointClientRequest } from "../../../server/src/protocol/servers";
import { ComparedTexts } from "../shared/comparedTexts";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { notify } from "../shared/notify";
import { registerCommand } from "../shared/registerCommand";
import { askServerName } from "./askServerName";
import { gatewayOf } from "./gatewayOf";
import { writeWholeFile } from "./writeWholeFile";

const pointClientCommand = "mcpPolicy.pointClient";

/**
 * *Point a Client at the Gateway…*: the entry in the client's own shape, in a comparison with its file as it is. It is
 * written or copied when the person says so. Other features call it with `{ command, env, name }` or `{ url, token, name }`.
 */
export function registerPointClient(client: LanguageClientLike): vscode.Disposable {
  const texts = new ComparedTexts("mcp-policy-client");
  const command = registerCommand(pointClientCommand, async (argument: unknown) => {
    const given = (typeof argument === "object" && argument !== null ? argument : {}) as PointClientParams;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.toString();
    const at = await chooseClient(client, folder !== undefined);
    const target = at && (await askTarget(given));
    const name = target && (given.name ?? (await askServerName(l10n.t("The server's name in the client"), "gateway")));
    if (at === undefined || target === undefined || name === undefined) return;
    const asked = { ...(folder !== undefined && { folder }), ...at, ...target, name };
    const { entry, refused } = await client.sendRequest(pointClientRequest, asked);
    if (entry === null) void notify("warning", refused ?? l10n.t("The language server did not answer."));
    else await offer(texts, entry);
  });
  return vscode.Disposable.from(texts, command);
}

async function chooseClient(client: LanguageClientLike, hasFolder: boolean) {
  const { clients } = await client.sendRequest(pointClientRequest, {});
  const items = clients
    .filter(({ place }) => hasFolder || place === "user")
    .map(({ client: id, label, place, file }) => ({
      label,
      description: `${place === "workspace" ? l10n.t("this workspace") : l10n.t("your own file")} · ${labelText(file)}`,
      at: { client: id, place },
    }));
  const title = l10n.t("Which client is pointed at the gateway?");
  return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.at;
}

/** What the address of each server at PolicyLayer begins with. */
const addressStart = "https://proxy.policylayer.com/mcp/";

/** The command; or the address and the variable of its token. What is given is not asked for. */
async function askTarget(given: PointClientParams): Promise<Partial<PointClientParams> | undefined> {
  const { command, env, url, token } = given;
  if (command !== undefined) return { command, ...(env !== undefined && { env }) };
  if (url !== undefined) return { url, ...(token !== undefined && { token }) };
  const address = await vscode.window.showInputBox({
    title: l10n.t("Address of the gateway, or the command that starts it"),
    value: addressStart,
    valueSelection: [addressStart.length, addressStart.length],
    prompt: l10n.t(
      "PolicyLayer shows it for each registered server. For one of your own: mcp-policy gateway POLICY -- COMMAND",
    ),
    validateInput: (text) =>
      gatewayOf(text) === undefined
        ? l10n.t("It starts with https:// or http://, or is a command.")
        : text.trim() === addressStart
          ? l10n.t("The server’s identifier is missing after /mcp/.")
          : undefined,
  });
  const gateway = gatewayOf(address ?? "");
  if (gateway === undefined || "command" in gateway) return gateway;
  const variable = await vscode.window.showInputBox({
    title: l10n.t("Which environment variable has the grant token?"),
    value: "POLICYLAYER_TOKEN",
    prompt: l10n.t("The name, not the token. Leave it empty if none is needed."),
    validateInput: (text) =>
      /^(?:[A-Za-z_]\w*)?$/.test(text) ? undefined : l10n.t("The name of a variable, not its value."),
  });
  return variable === undefined ? undefined : { ...gateway, ...(variable !== "" && { token: variable }) };
}

/** Shows what would change, and does what the person chooses. */
async function offer(texts: ComparedTexts, { label, uri, text, before, after, notes }: PointedEntry): Promise<void> {
  const file = vscode.Uri.parse(uri, true);
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  if (after !== null)
    await vscode.commands.executeCommand(
      "vscode.diff",
      texts.keep(before ?? "", name),
      texts.keep(after, name),
      visibleText(l10n.t`${name}: ${label} at the gateway`),
    );
  const write = l10n.t("Write File");
  const copy = l10n.t("Copy Entry");
  const question = `${after === null ? "" : l10n.t`Write the entry into ${name}? `}${notes.join(" ")}`.trim();
  const chosen = await notify("information", question, ...(after === null ? [copy] : [write, copy]));
  if (chosen === copy) await vscode.env.clipboard.writeText(text);
  if (chosen !== write || after === null) return;
  const now = await textOf(file);
  if (now !== before)
    void notify("warning", l10n.t`${name} has changed in the meantime, and is not written. Run it again.`);
  else if (await writeWholeFile(file, after)) await vscode.window.showTextDocument(file);
  else void notify("error", l10n.t`${name} could not be written.`);
}

async function textOf(file: vscode.Uri): Promise<string | null> {
  try {
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(file));
  } catch {
    return null;
  }
}
