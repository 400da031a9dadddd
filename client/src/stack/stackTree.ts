import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { visibleText } from "../../../server/src/policy/words/plain/visibleText";
import { categoryName } from "../shared/words/categoryName";
import { counted } from "../shared/words/counted";
import { riskSymbol } from "../simulator/host/toolSections";
import { everything, type StackFilter } from "./stackFilter";
import {
  type CategoryNode,
  graveInWords,
  type ServerNode,
  type StackNode,
  stackNodes,
  type ToolNode,
  toolInWords,
} from "./stackNodes";
import type { StackStore } from "./stackStore";

/** The tree of servers, categories and tools. Items are made when VS Code shows them: there can be thousands of tools. */
export class StackTree implements vscode.TreeDataProvider<StackNode> {
  readonly #store: StackStore;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  #servers: readonly ServerNode[] | undefined;
  #filter = everything;

  constructor(store: StackStore) {
    this.#store = store;
    this.#subscription = store.onDidChange(() => this.#renew());
  }

  get onDidChangeTreeData(): vscode.Event<void> {
    return this.#changed.event;
  }

  get filter(): StackFilter {
    return this.#filter;
  }

  set filter(filter: StackFilter) {
    this.#filter = filter;
    this.#renew();
  }

  getChildren(node?: StackNode): readonly StackNode[] & StackNode[] {
    return [...this.#childrenOf(node)];
  }

  getTreeItem(node: StackNode): vscode.TreeItem {
    switch (node.kind) {
      case "server":
        return serverItem(node);
      case "category":
        return categoryItem(node);
      case "tool":
        return toolItem(node);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #childrenOf(node: StackNode | undefined): readonly StackNode[] {
    if (node?.kind === "tool") return [];
    if (node?.kind === "category") return node.tools;
    if (node?.kind === "server") return node.categories;
    const { stack } = this.#store;
    this.#servers ??= stack === undefined ? [] : stackNodes(stack, this.#filter);
    return this.#servers;
  }

  #renew(): void {
    this.#servers = undefined;
    this.#changed.fire();
  }
}

function serverItem({ server, description }: ServerNode): vscode.TreeItem {
  const item = new vscode.TreeItem(labelText(server.name), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = JSON.stringify([server.name]);
  item.iconPath = new vscode.ThemeIcon("server");
  item.description = labelText(description);
  const paths = server.policies.map(({ path }) => path);
  item.tooltip = visibleText(
    paths.length === 0
      ? l10n.t`No policy is about ${server.name}: nothing stops calls of its tools.`
      : l10n.t`${server.name}, by ${paths.join(", ")}`,
  );
  item.contextValue = `server${server.file === null ? "" : ".imported"}${paths.length === 0 ? ".uncovered" : ""}`;
  return item;
}

function categoryItem(node: CategoryNode): vscode.TreeItem {
  const label = node.category === "Unknown" ? l10n.t("Not known") : categoryName(node.category);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = JSON.stringify([node.server.name, node.category]);
  const grave = graveInWords(node);
  item.description = `${counted(node.tools.length, "tool")}${grave === "" ? "" : ` · ${grave}`}`;
  item.contextValue = "category";
  return item;
}

const riskColours: ReadonlyMap<string, string> = new Map([
  ["Critical", "mcpPolicy.criticalRisk"],
  ["High", "mcpPolicy.highRisk"],
  ["Medium", "mcpPolicy.mediumRisk"],
  ["Low", "mcpPolicy.lowRisk"],
]);

function toolItem(node: ToolNode): vscode.TreeItem {
  const { server, tool, risk, category, rows } = node;
  const item = new vscode.TreeItem(labelText(tool));
  item.id = JSON.stringify([server.name, category, tool]);
  const colour = riskColours.get(risk);
  item.iconPath = new vscode.ThemeIcon(
    riskSymbol(risk),
    colour === undefined ? undefined : new vscode.ThemeColor(colour),
  );
  item.description = labelText(toolInWords(node));
  const [first] = rows;
  const lines = [
    first?.summary ?? "",
    `${toolInWords(node)} · ${category === "Unknown" ? l10n.t("category not known") : categoryName(category)}`,
    first === undefined || first.why === "" ? "" : l10n.t`Why: ${first.why}.`,
    ...rows.map(({ policy, stateInWords }) => (policy === null ? stateInWords : `${policy}: ${stateInWords}`)),
  ];
  // A string is shown as it is: texts of servers are not Markdown here.
  item.tooltip = lines
    .filter((line) => line !== "")
    .map(visibleText)
    .join("\n");
  item.accessibilityInformation = { label: `${visibleText(tool)}, ${visibleText(toolInWords(node))}` };
  const isNamed = rows.some(({ range }) => range !== null);
  const isUnnamed = rows.some(({ range, policy }) => range === null && policy !== null);
  item.contextValue = `tool${server.policies.length === 0 ? ".uncovered" : ".covered"}${isNamed ? ".named" : ""}${isUnnamed ? ".unnamed" : ""}`;
  return item;
}
