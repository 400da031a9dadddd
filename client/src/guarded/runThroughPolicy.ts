import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { GuardedTarget } from "../../../server/src/protocol/guardedServer";
import type { StackServerEntry } from "../../../server/src/protocol/stack";
import { confirmSource } from "../servers/confirmSource";
import { chooseSource, type ImportSource } from "../servers/importSource";
import { parseCommandTarget } from "../shared/commandTarget";
import { isRecord } from "../shared/isRecord";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { nameOf } from "../shared/nameOf";
import { notify } from "../shared/notify";
import { registerCommand } from "../shared/registerCommand";
import { choosePolicy } from "./choosePolicy";
import { type GuardedServers, labelOf } from "./guardedServers";
import { isServerOfVsCode } from "./isServerOfVsCode";
import { mcpApi } from "./mcpApi";
import { startGuarded } from "./startServer";

const runThroughPolicyCommand = "mcpPolicy.runThroughPolicy";

/**
 * *Run a Server Through This Policy…*: asks which server, says in a modal what is going to be started with which variables,
 * and gives it to VS Code's agent behind the policy. Never in a workspace that is not trusted: its files name programs to run.
 */
export function registerRunThroughPolicy(
  { extension }: vscode.ExtensionContext,
  client: LanguageClientLike,
  servers: GuardedServers,
): vscode.Disposable {
  return registerCommand(runThroughPolicyCommand, async (argument: unknown) => {
    if (!vscode.workspace.isTrusted) {
      void notify("warning", l10n.t("Trust the workspace first: its files name programs that would be run."));
      return;
    }
    if (mcpApi() === undefined) {
      void notify(
        "warning",
        l10n.t('This needs VS Code 1.101 or newer. "mcp-policy gateway" does the same for any client.'),
      );
      return;
    }
    const listed = serverOfView(argument);
    const [policyOfServer, ...others] = listed?.policies ?? [];
    const named = others.length === 0 ? policyOfServer?.uri : undefined;
    const policy = await choosePolicy(named ?? parseCommandTarget(argument).uri);
    if (policy === undefined) {
      void notify("information", l10n.t("Save an MCP policy in this workspace first: the server runs behind it."));
      return;
    }
    const folder = vscode.workspace.getWorkspaceFolder(policy) ?? vscode.workspace.workspaceFolders?.[0];
    if (folder === undefined) {
      void notify("information", l10n.t("Open the folder of the policy first: the server runs there."));
      return;
    }
    const source = await chooseSource(client, folder.uri.toString(), {
      title: l10n.t`Run which server through ${nameOf(policy)}?`,
      wants: "servers",
      first: listed?.name,
    });
    const target = source && targetOf(source);
    if (source?.foundIn?.transport === "sse") {
      void notify("warning", l10n.t("This server speaks the older transport (SSE), which the gateway does not."));
      return;
    }
    if (source === undefined || target === undefined || !(await agrees(source, policy))) return;
    const entry = {
      name: source.name,
      policy: policy.toString(),
      workspace: folder.uri.fsPath,
      target,
      missing: source.missing,
    };
    await servers.add(entry);
    await vscode.commands.executeCommand("mcpPolicy.calls.focus");
    const label = labelOf(entry);
    if (!(await startGuarded(extension.id, label, () => servers.hasStarted(label))))
      void notify("information", l10n.t`Start "${label}" with the command "MCP: List Servers".`);
  });
}

/** The server that the command was called on in the view _MCP Policy_. */
function serverOfView(argument: unknown): Pick<StackServerEntry, "name" | "policies"> | undefined {
  const server = isRecord(argument) && argument.kind === "server" ? argument.server : undefined;
  return isRecord(server) ? (server as Pick<StackServerEntry, "name" | "policies">) : undefined;
}

function targetOf({ params }: ImportSource): GuardedTarget | undefined {
  const { found, command, env = [], cwd, url, headers = {} } = params;
  if (found !== undefined) return { found };
  if (url !== undefined) return { url, headers };
  return command && { command, env, ...(cwd !== undefined && { cwd }) };
}

function agrees(source: ImportSource, policy: vscode.Uri): Promise<boolean> {
  const { name, foundIn, kind } = source;
  const question =
    kind === "url"
      ? l10n.t`Reach this server, with ${nameOf(policy)} in front of it?`
      : l10n.t`Run this program, with ${nameOf(policy)} in front of it?`;
  return confirmSource(source, question, l10n.t("Run"), [
    ...(isServerOfVsCode(foundIn)
      ? [
          l10n.t`VS Code also has "${name}" of ${foundIn?.file ?? ""}, without a policy: stop it there, or remove it from the file.`,
        ]
      : []),
    l10n.t("Its calls are logged for you alone, with their arguments unless mcpPolicy.calls.keepValues is off."),
  ]);
}
