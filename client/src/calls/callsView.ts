import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { visibleText } from "../../../server/src/policy/words/plain/visibleText";
import { type GuardedEntry, type GuardedServers, labelOf } from "../guarded/guardedServers";
import type { Machine } from "../platform";
import { stateName } from "../shared/words/stateName";
import { type CallDetail, callDescription, callDetails } from "./callInWords";
import { type LoggedCall, readLoggedCall } from "./loggedCall";

const callsViewId = "mcpPolicy.calls";

/** So many are listed, of all servers together. */
export const mostCalls = 1000;

/** A call that is listed, and the server that it was for. */
export interface ListedCall {
  readonly call: LoggedCall;
  readonly server: GuardedEntry;
}

/** What is in the tree: a call, or a line below it. */
export type CallNode = ListedCall | { readonly detail: CallDetail; readonly of: ListedCall };

/** What a click on a line below a call does. */
export const revealRuleCommand = "mcpPolicy.revealCallRule";

const icons = {
  allow: new vscode.ThemeIcon("pass", new vscode.ThemeColor("mcpPolicy.allowed")),
  deny: new vscode.ThemeIcon("error", new vscode.ThemeColor("mcpPolicy.denied")),
  unknown: new vscode.ThemeIcon("question", new vscode.ThemeColor("mcpPolicy.notKnown")),
} as const;

/** The calls of all guarded servers as they come, the newest first. Reads the logs of their gateways. */
export class CallsView implements vscode.TreeDataProvider<CallNode>, vscode.Disposable {
  readonly #servers: GuardedServers;
  readonly #machine: Machine;
  readonly #tree: vscode.TreeView<CallNode>;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #tails = new Map<string, { dispose(): void }>();
  readonly #subscriptions: readonly vscode.Disposable[];
  #calls: ListedCall[] = [];

  constructor(servers: GuardedServers, machine: Machine) {
    this.#servers = servers;
    this.#machine = machine;
    this.#tree = vscode.window.createTreeView<CallNode>(callsViewId, { treeDataProvider: this });
    this.#subscriptions = [this.#changed, this.#tree, servers.onDidChange(() => this.#follow())];
    this.#follow();
  }

  /** The oldest first. */
  get calls(): readonly ListedCall[] {
    return this.#calls;
  }

  /** Empties the list; the logs stay as they are. */
  clear(): void {
    this.#calls = [];
    this.#show();
  }

  getChildren(node?: CallNode): CallNode[] {
    if (node === undefined) return this.#calls.toReversed();
    return "detail" in node ? [] : callDetails(node.call).map((detail) => ({ detail, of: node }));
  }

  getParent(node: CallNode): CallNode | undefined {
    return "detail" in node ? node.of : undefined;
  }

  getTreeItem(node: CallNode): vscode.TreeItem {
    return "detail" in node ? detailItem(node.detail, node.of) : callItem(node);
  }

  dispose(): void {
    for (const tail of this.#tails.values()) tail.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Follows the logs of the servers that there are now. */
  #follow(): void {
    const entries = new Map(this.#servers.all().map((entry) => [labelOf(entry), entry]));
    for (const [label, tail] of this.#tails) {
      if (entries.has(label)) continue;
      tail.dispose();
      this.#tails.delete(label);
    }
    for (const [label, server] of entries) {
      if (this.#tails.has(label)) continue;
      const take = (lines: readonly string[]) => this.#add(server, lines);
      this.#tails.set(label, this.#machine.followLines(this.#servers.logOf(server).fsPath, take));
    }
    this.#show();
  }

  #add(server: GuardedEntry, lines: readonly string[]): void {
    const found = lines.flatMap((line) => readLoggedCall(line) ?? []).map((call) => ({ call, server }));
    if (found.length === 0) return;
    const all = [...this.#calls, ...found];
    // Logs of several servers are read one after the other.
    all.sort((a, b) => a.call.time.localeCompare(b.call.time));
    this.#calls = all.slice(-mostCalls);
    this.#show();
  }

  #show(): void {
    const waits = this.#calls.length === 0 && this.#servers.all().length > 0;
    // Otherwise an empty view offers to run a server although one runs.
    this.#tree.message = waits ? l10n.t("No calls through the policy yet.") : "";
    this.#changed.fire(undefined);
  }
}

function callItem(listed: ListedCall): vscode.TreeItem {
  const { call, server } = listed;
  const item = new vscode.TreeItem(labelText(call.tool), vscode.TreeItemCollapsibleState.Collapsed);
  item.description = callDescription(call);
  item.iconPath = icons[call.decision];
  item.contextValue = call.argumentsText === undefined ? "callWithoutValues" : "call";
  item.tooltip = [labelOf(server), ...callDetails(call).map(({ label, description }) => `${label}: ${description}`)]
    .map(visibleText)
    .join("\n");
  item.accessibilityInformation = {
    label: `${labelText(call.tool)}, ${stateName(call.decision)}, ${call.time.slice(11, 19)}`,
  };
  return item;
}

function detailItem({ label, description, isPlace }: CallDetail, of: ListedCall): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = description;
  item.tooltip = visibleText(description);
  if (isPlace === true) item.command = { command: revealRuleCommand, title: l10n.t("Show in Policy"), arguments: [of] };
  return item;
}
