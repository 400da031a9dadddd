import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { labelText } from "../../../server/src/policy/words/plain/labelText";
import { type NewPolicyParams, type NewPolicyResult, newPolicyRequest } from "../../../server/src/protocol/newPolicy";
import { serversRequest } from "../../../server/src/protocol/servers";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { notify } from "../shared/notify";
import { policyLanguage } from "../shared/policyLanguage";
import { registerCommand } from "../shared/registerCommand";
import { counted } from "../shared/words/counted";
import { riskInWords } from "../shared/words/riskWords";

/** Pages that say for each tool of a new policy what is written for it, and why: shown beside the policy, never saved. */
const reasonsScheme = "mcp-policy-reasons";

/** The newest pages are kept; an editor that shows an older one keeps its text until it is closed. */
const mostPages = 20;

interface PlanItem extends vscode.QuickPickItem {
  readonly answer: NewPolicyResult;
}

const allPlans = (): readonly {
  readonly label: string;
  readonly description: string;
  readonly params: NewPolicyParams;
}[] => [
  { label: l10n.t("Deny all"), description: l10n.t("No tool is listed"), params: { plan: "deny-all" } },
  {
    label: l10n.t("Read only"),
    description: l10n.t("Tools that retrieve data and change nothing"),
    params: { plan: "read-only" },
  },
  ...["Low", "Medium", "High"].map((ceiling) => ({
    label: l10n.t("Up to {0}", riskInWords(ceiling)),
    description: l10n.t("Each with its recommended rule"),
    params: { plan: "risk-ceiling", ceiling },
  })),
];

/** *New Policy from Catalogue…*: asks what it should allow, and opens it with the reasons beside it. */
export function registerNewPolicy(client: LanguageClientLike): vscode.Disposable {
  const pages = new Map<string, string>();
  const create = async (argument: unknown): Promise<void> => {
    const about = givenServer(argument) ?? (await chooseServerOfNew(client));
    if (about === undefined) return;
    const chosen = await vscode.window.showQuickPick(planItems(client, about), {
      title: l10n.t("New policy from the catalogue: what should it allow?"),
      matchOnDetail: true,
    });
    if (chosen === undefined) {
      return;
    }
    const { text, reasons } = chosen.answer;
    const document = await openNew(about, text);
    await vscode.window.showTextDocument(document, { preview: false });
    const page = vscode.Uri.from({ scheme: reasonsScheme, path: "/Reasons.md", query: String(Date.now()) });
    pages.set(page.toString(), reasons);
    for (const old of [...pages.keys()].slice(0, -mostPages)) {
      pages.delete(old);
    }
    // Rendered by VS Code's own Markdown preview; the focus stays with the policy.
    await vscode.commands.executeCommand("vscode.openWith", page, "vscode.markdown.preview.editor", {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
    });
  };
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(reasonsScheme, {
      provideTextDocumentContent: (uri) => pages.get(uri.toString()) ?? "",
    }),
    registerCommand("mcpPolicy.newPolicy", async (argument: unknown) => {
      try {
        await create(argument);
      } catch {
        void notify("error", l10n.t("The language server did not answer, so no policy was made."));
      }
    }),
  );
}

/** Called after its server, so that it goes by the tools of that server; without a name where that is taken. */
async function openNew({ server, folder }: ServerOfNew, content: string): Promise<vscode.TextDocument> {
  const around = vscode.Uri.parse(folder ?? "");
  if (server !== undefined && around.scheme === "file")
    try {
      const uri = vscode.Uri.joinPath(around, `${server}.policy.json`).with({ scheme: "untitled" });
      const document = await vscode.workspace.openTextDocument(uri);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(uri, new vscode.Position(0, 0), content);
      if (document.getText() === "" && (await vscode.workspace.applyEdit(edit))) return document;
    } catch {
      // There is such a file.
    }
  return vscode.workspace.openTextDocument({ language: policyLanguage, content });
}

type ServerOfNew = Pick<NewPolicyParams, "server" | "folder">;

/** `{ server, folder }`, from what shows servers. */
function givenServer(argument: unknown): ServerOfNew | undefined {
  const { server, folder } = (typeof argument === "object" && argument !== null ? argument : {}) as ServerOfNew;
  if (typeof server !== "string") return undefined;
  return { server, ...(typeof folder === "string" && { folder }) };
}

/** The server that a new policy is to be about: asked only where one is imported. undefined when the person has gone away. */
async function chooseServerOfNew(client: LanguageClientLike): Promise<ServerOfNew | undefined> {
  const { activeTextEditor } = vscode.window;
  const around = activeTextEditor && vscode.workspace.getWorkspaceFolder(activeTextEditor.document.uri);
  const folder = (around ?? vscode.workspace.workspaceFolders?.[0])?.uri.toString();
  if (folder === undefined) return {};
  const { servers } = await client.sendRequest(serversRequest, { folder });
  if (servers.length < 2) return {};
  const items = servers.map(({ name, tools }) => ({
    label: labelText(name),
    description: counted(tools, "tool"),
    name,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title: l10n.t("Which server is the policy about?") });
  return chosen && { server: chosen.name, folder };
}

/** The plans with what each does, as far as the server knows them. */
async function planItems(client: LanguageClientLike, about: ServerOfNew): Promise<PlanItem[]> {
  const plans = allPlans();
  const answers = await Promise.all(
    plans.map(({ params }) => client.sendRequest(newPolicyRequest, { ...params, ...about })),
  );
  return plans.flatMap(({ label, description }, index) => {
    const answer = answers[index];
    return answer === undefined || answer.text === "" ? [] : [{ label, description, detail: answer.inWords, answer }];
  });
}
