import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { simulateCommand } from "../../../server/src/protocol/clientCommands";
import { type GuardedServers, labelOf } from "../guarded/guardedServers";
import type { Machine } from "../platform";
import { isRecord } from "../shared/isRecord";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { notify } from "../shared/notify";
import { registerCommand } from "../shared/registerCommand";
import { ChangePreviews } from "../simulator/host/changePreview";
import { saveAsTest } from "../simulator/host/saveAsTest";
import { laidOut, withEarlierCalls } from "./callHistory";
import { CallsView, type ListedCall, revealRuleCommand } from "./callsView";
import { changePolicyForCall } from "./changePolicyForCall";
import { showPolicyOfCall } from "./policyOfCall";

/** *Calls*: what agents have called through guarded servers, each to simulate, to keep as a test, or to change the policy for. */
export function registerCalls(
  client: LanguageClientLike,
  servers: GuardedServers,
  machine: Machine,
): vscode.Disposable {
  const view = new CallsView(servers, machine);
  const previews = new ChangePreviews();
  const onCall = (name: string, run: (listed: ListedCall) => unknown) =>
    registerCommand(name, (node: unknown) => {
      const listed = callOf(node);
      return listed === undefined ? undefined : run(listed);
    });
  const recorded = (listed: ListedCall) => {
    const calls = withEarlierCalls(listed, view.calls);
    if (calls === undefined)
      void notify(
        "information",
        l10n.t("The log does not have the values of this call's arguments: see mcpPolicy.calls.keepValues."),
      );
    return calls;
  };
  return vscode.Disposable.from(
    view,
    previews,
    onCall(revealRuleCommand, (listed) => showPolicyOfCall(client, listed, view.calls, machine)),
    onCall("mcpPolicy.simulateLoggedCall", ({ call, server }) => {
      const { tool, argumentsText } = call;
      const text = argumentsText === undefined ? {} : { argumentsText: laidOut(argumentsText) };
      return vscode.commands.executeCommand(simulateCommand, { uri: server.policy, tool, ...text });
    }),
    onCall("mcpPolicy.saveLoggedCall", async (listed) => {
      const calls = recorded(listed);
      if (calls !== undefined)
        await saveAsTest(client, vscode.Uri.parse(listed.server.policy), calls, calls.length - 1, undefined);
    }),
    onCall("mcpPolicy.changeForCall", async (listed) => {
      const calls = recorded(listed);
      if (calls !== undefined)
        await changePolicyForCall(client, previews, vscode.Uri.parse(listed.server.policy), calls);
    }),
    registerCommand("mcpPolicy.clearCalls", () => view.clear()),
    registerCommand("mcpPolicy.openCallLog", async () => {
      const entry = await chooseGuarded(servers, l10n.t("Open the log of which server?"));
      if (entry === undefined) return;
      await vscode.window
        .showTextDocument(servers.logOf(entry))
        .then(undefined, () => notify("information", l10n.t`Nothing was called through "${labelOf(entry)}" yet.`));
    }),
    registerCommand("mcpPolicy.stopGuarding", async () => {
      const entry = await chooseGuarded(servers, l10n.t("Stop running which server behind its policy?"));
      if (entry !== undefined) await servers.remove(labelOf(entry));
    }),
  );
}

async function chooseGuarded(servers: GuardedServers, title: string) {
  const items = servers.all().map((entry) => ({ label: labelOf(entry), entry }));
  if (items.length === 0) {
    void notify("information", l10n.t("No server runs behind a policy here."));
    return undefined;
  }
  const chosen = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { title });
  return chosen?.entry;
}

/** The call that a command was run on, by the tree. */
function callOf(node: unknown): ListedCall | undefined {
  if (!isRecord(node)) return undefined;
  if (isRecord(node.of)) return callOf(node.of);
  return isRecord(node.call) && isRecord(node.server) ? (node as unknown as ListedCall) : undefined;
}
