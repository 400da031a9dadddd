import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { registerLanguageModelTools } from "./assistant/languageModelTools";
import { sayWhatNeedsMachine } from "./browser/needsMachine";
import { registerBuilder } from "./builder/host/registerBuilder";
import { registerCalls } from "./calls/registerCalls";
import { registerSuggestFromLog } from "./calls/suggestFromLog";
import { registerAddTools } from "./commands/addTools";
import { registerNewPolicy } from "./commands/newPolicy";
import { type PasteProvider, registerPolicyPaste } from "./commands/pastePolicy";
import { registerRuleCommands } from "./commands/ruleCommands";
import { showSinceHead } from "./differences/sinceHead";
import { registerWhatChanged } from "./differences/whatChanged";
import { GuardedServers } from "./guarded/guardedServers";
import { provideGuardedServers } from "./guarded/provideServers";
import { registerRunThroughPolicy } from "./guarded/runThroughPolicy";
import { handBackForeignPolicies } from "./languageServer/foreignPolicy";
import { openIncludedPolicies } from "./languageServer/includedPolicies";
import { createLanguageClient, RunningClient } from "./languageServer/languageClient";
import type { Platform } from "./platform";
import { type PolicyTestsApi, registerTestExplorer } from "./policyTests/testExplorer";
import { registerProbe } from "./probe/probeForHoles";
import { registerRulePages } from "./rulePages/rulePageFiles";
import { registerChooseServer } from "./servers/chooseServer";
import { registerImportTools } from "./servers/importTools";
import { registerPointClient } from "./servers/pointClient";
import { notify } from "./shared/notify";
import { registerCommand } from "./shared/registerCommand";
import { useWords } from "./shared/useWords";
import { registerSimulator } from "./simulator/host/simulateCommand";
import { registerStack, type StackApi } from "./stack/registerStack";
import { showStatus } from "./status/status";

let running: RunningClient | undefined;

/** What the extension offers to others. */
export interface ExtensionApi {
  readonly policyTests: PolicyTestsApi;
  /** What turns pasted YAML into JSON. */
  readonly paste: PasteProvider;
  /** The view of what agents can call. */
  readonly stack: StackApi;
  /** The servers that run behind a policy; undefined in a browser, which runs none. */
  readonly guarded: GuardedServers | undefined;
}

/** Starts the language server and offers the commands, as far as the host can do what they do. */
export async function startExtension(context: vscode.ExtensionContext, platform: Platform): Promise<ExtensionApi> {
  useWords();
  const log = vscode.window.createOutputChannel("MCP Policy", { log: true });
  const client = createLanguageClient(context, log, platform);
  context.subscriptions.push(log, handBackForeignPolicies(client, log));
  const server = new RunningClient(client);
  running = server;
  registerSimulator(context, server);
  const { machine } = platform;
  const guarded = machine && new GuardedServers(context, machine);
  const testExplorer = registerTestExplorer(server, platform);
  const paste = registerPolicyPaste(server);
  const stack = registerStack(server, client, context.extensionUri);
  context.subscriptions.push(
    testExplorer,
    paste,
    stack,
    showStatus(server, client),
    registerNewPolicy(server),
    registerSuggestFromLog(server, guarded),
    registerChooseServer(server),
    registerAddTools(server),
    registerBuilder(context.extensionUri, server),
    registerLanguageModelTools(context, server),
    registerWhatChanged(server),
    registerProbe(server),
    showSinceHead(server),
    registerRulePages(context.extensionUri),
    registerRuleCommands(),
    openIncludedPolicies(server, log),
  );
  context.subscriptions.push(
    registerCommand("mcpPolicy.restartServer", () => server.restart()),
    registerCommand("mcpPolicy.showLog", () => log.show()),
  );
  if (machine === undefined || guarded === undefined) context.subscriptions.push(sayWhatNeedsMachine());
  else
    context.subscriptions.push(
      registerImportTools(server),
      registerPointClient(server),
      guarded,
      provideGuardedServers(context, guarded, machine),
      registerRunThroughPolicy(context, server, guarded),
      registerCalls(server, guarded, machine),
    );
  try {
    await server.ready;
  } catch (error) {
    log.error(error instanceof Error ? error : String(error));
    void reportMissingServer(log);
  }
  return { policyTests: testExplorer.api, paste: paste.provider, stack: stack.api, guarded };
}

/** Says that the server does not run, and offers its log. */
async function reportMissingServer(log: vscode.LogOutputChannel): Promise<void> {
  const show = l10n.t("Show Log");
  const chosen = await notify(
    "error",
    l10n.t("The MCP Policy language server could not start, so policies are not checked. The log says why."),
    show,
  );
  if (chosen === show) log.show();
}

/** Stops the server. Called by VS Code when the window closes or the extension is turned off. */
export function deactivate(): Promise<void> | undefined {
  return running?.stop();
}
