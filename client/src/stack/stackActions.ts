import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { simulateCommand } from "../../../server/src/protocol/clientCommands";
import type { StackServerEntry, StackToolEntry } from "../../../server/src/protocol/stack";
import { addToolsTo } from "../commands/addToolsTo";
import { toEditorRange } from "../shared/editorRange";
import { findPolicy } from "../shared/findPolicy";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { notify } from "../shared/notify";
import { registerCommand } from "../shared/registerCommand";
import type { StackNode, ToolNode } from "./stackNodes";

/** What is done with a tool of the stack. */
export function registerStackActions(client: LanguageClientLike): vscode.Disposable {
  /** A command on a tool, under the policy that is meant. */
  const onTool = (command: string, takes: (row: StackToolEntry) => boolean, act: (row: Place) => Thenable<unknown>) =>
    registerCommand(command, async (node: unknown) => {
      if (!isNode(node) || node.kind !== "tool") {
        void notify("information", l10n.t("Choose a tool in the view MCP Policy first."));
        return;
      }
      const place = await choosePolicy(node, takes);
      if (place !== undefined) await act(place);
    });
  return vscode.Disposable.from(
    onTool(
      "mcpPolicy.revealTool",
      ({ range }) => range !== null,
      ({ uri, range }) =>
        vscode.window.showTextDocument(uri, range === null ? {} : { selection: toEditorRange(range) }),
    ),
    onTool(
      "mcpPolicy.simulateTool",
      () => true,
      ({ uri, tool }) => vscode.commands.executeCommand(simulateCommand, { uri: uri.toString(), tool }),
    ),
    onTool(
      "mcpPolicy.addRule",
      ({ range }) => range === null,
      async ({ uri, tool }) => {
        const document = await findPolicy(uri.toString());
        if (document === undefined) return;
        await vscode.window.showTextDocument(document);
        await addToolsTo(client, document, [tool]);
      },
    ),
    registerCommand("mcpPolicy.newPolicyForServer", (node: unknown) =>
      vscode.commands.executeCommand(
        "mcpPolicy.newPolicy",
        isNode(node) ? { server: nameOfFile(node.server), folder: node.server.folder } : undefined,
      ),
    ),
    ...[false, true].map((compares) =>
      registerCommand(compares ? "mcpPolicy.drift" : "mcpPolicy.importAgain", (node: unknown) =>
        vscode.commands.executeCommand("mcpPolicy.importTools", {
          ...(isNode(node) && { name: nameOfFile(node.server), folder: node.server.folder }),
          compares,
        }),
      ),
    ),
    registerCommand("mcpPolicy.showImportedTools", async (node: unknown) => {
      if (isNode(node) && node.server.file !== null)
        await vscode.window.showTextDocument(vscode.Uri.parse(node.server.file, true));
    }),
  );
}

interface Place {
  readonly uri: vscode.Uri;
  readonly tool: string;
  readonly range: StackToolEntry["range"];
}

/** The policy that is meant: the only one that the action makes sense for, or one that the person chooses. */
async function choosePolicy(node: ToolNode, takes: (row: StackToolEntry) => boolean): Promise<Place | undefined> {
  const { server, rows, tool } = node;
  const places = rows.filter(takes).flatMap((row) => {
    const policy = server.policies.find(({ path }) => path === row.policy);
    return policy === undefined ? [] : [{ policy, row }];
  });
  if (places.length === 0) {
    void notify("information", l10n.t`No policy has a place for this: ${tool}.`);
    return undefined;
  }
  const items = places.map(({ policy, row }) => ({
    label: labelText(policy.path),
    description: labelText(row.stateInWords),
    place: { uri: vscode.Uri.parse(policy.uri, true), tool, range: row.range },
  }));
  const [only] = items;
  const chosen =
    items.length === 1 ? only : await vscode.window.showQuickPick(items, { title: l10n.t("By which policy?") });
  return chosen?.place;
}

/** The name that the server is imported by: in the view, servers of two folders that have the same are told apart. */
function nameOfFile({ file, name }: StackServerEntry): string {
  const last = file === null ? undefined : vscode.Uri.parse(file, true).path.split("/").at(-1);
  return last?.replace(/\.json$/, "") ?? name;
}

/** What the view gives to its commands; the palette gives nothing. */
function isNode(value: unknown): value is StackNode {
  return typeof value === "object" && value !== null && "kind" in value && "server" in value;
}
