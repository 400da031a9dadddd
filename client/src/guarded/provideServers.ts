import * as vscode from "vscode";
import { type GuardedServer, gatewayWord } from "../../../server/src/protocol/guardedServer";
import type { Machine } from "../platform";
import { askValues } from "../servers/askValues";
import { type GuardedEntry, type GuardedServers, labelOf } from "./guardedServers";
import { type McpApi, mcpApi, type StdioServerDefinition } from "./mcpApi";

/** The id of the provider, as the manifest has it. */
const providerId = "mcpPolicy.guarded";

/**
 * Gives VS Code's own agent the guarded servers: each is our gateway, which starts the server itself. Nothing is started
 * in a workspace that is not trusted. Without effect in a VS Code that takes no servers from extensions.
 */
export function provideGuardedServers(
  { extensionUri }: vscode.ExtensionContext,
  servers: GuardedServers,
  { node }: Machine,
): vscode.Disposable {
  const api = mcpApi();
  if (api === undefined) return new vscode.Disposable(() => {});
  const gateway = { node, module: vscode.Uri.joinPath(extensionUri, "dist", "server.js").fsPath };
  const definitions = (): StdioServerDefinition[] =>
    vscode.workspace.isTrusted ? servers.all().map((entry) => definitionOf(api, gateway, entry, servers)) : [];
  return vscode.Disposable.from(
    api.register(providerId, {
      onDidChangeMcpServerDefinitions: servers.onDidChange,
      provideMcpServerDefinitions: definitions,
      resolveMcpServerDefinition: async ({ label }) => {
        // As it is now: settings may have changed since it was listed.
        const entry = servers.all().find((each) => labelOf(each) === label);
        if (entry === undefined || !vscode.workspace.isTrusted) return undefined;
        const values = await askValues(entry.name, entry.missing, "start");
        servers.starts(label);
        const definition = definitionOf(api, gateway, entry, servers);
        definition.env = { ...definition.env, ...values };
        return definition;
      },
    }),
  );
}

function definitionOf(
  api: McpApi,
  { node, module }: { readonly node: string; readonly module: string },
  entry: GuardedEntry,
  servers: GuardedServers,
): StdioServerDefinition {
  const settings = vscode.workspace.getConfiguration("mcpPolicy.calls");
  const order: GuardedServer = {
    policy: vscode.Uri.parse(entry.policy).fsPath,
    workspace: entry.workspace,
    server: entry.target,
    log: servers.logOf(entry).fsPath,
    keepsValues: settings.get<boolean>("keepValues") !== false,
    redacted: settings.get<readonly string[]>("redact") ?? [],
  };
  // The program of VS Code is Node.js when it is told so.
  const definition = api.define(labelOf(entry), node, [module, gatewayWord, JSON.stringify(order)], {
    ELECTRON_RUN_AS_NODE: "1",
  });
  definition.cwd = vscode.Uri.file(entry.workspace);
  return definition;
}
