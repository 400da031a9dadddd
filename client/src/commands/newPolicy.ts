import * as vscode from "vscode";
import { type NewPolicyParams, type NewPolicyResult, newPolicyRequest } from "../../../server/src/protocol/newPolicy";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { notify } from "../shared/notify";
import { policyLanguage } from "../shared/policyLanguage";
import { registerCommand } from "../shared/registerCommand";

/** Pages that say for each tool of a new policy what is written for it, and why: shown beside the policy, never saved. */
const reasonsScheme = "mcp-policy-reasons";

/** The newest pages are kept; an editor that shows an older one keeps its text until it is closed. */
const mostPages = 20;

interface PlanItem extends vscode.QuickPickItem {
  readonly answer: NewPolicyResult;
}

const plans: readonly { readonly label: string; readonly description: string; readonly params: NewPolicyParams }[] = [
  { label: "Deny all", description: "No tool is listed", params: { plan: "deny-all" } },
  { label: "Read only", description: "Tools that retrieve data and change nothing", params: { plan: "read-only" } },
  ...["Low", "Medium", "High"].map((ceiling) => ({
    label: `Up to ${ceiling} risk`,
    description: "Each with its recommended rule",
    params: { plan: "risk-ceiling", ceiling },
  })),
];

/** *New Policy from Catalogue…*: asks what it should allow, and opens it with the reasons beside it. */
export function registerNewPolicy(client: LanguageClientLike): vscode.Disposable {
  const pages = new Map<string, string>();
  const create = async (): Promise<void> => {
    const chosen = await vscode.window.showQuickPick(planItems(client), {
      title: "New policy from the catalogue: what should it allow?",
      matchOnDetail: true,
    });
    if (chosen === undefined) {
      return;
    }
    const { text, reasons } = chosen.answer;
    const document = await vscode.workspace.openTextDocument({ language: policyLanguage, content: text });
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
    registerCommand("mcpPolicy.newPolicy", async () => {
      try {
        await create();
      } catch {
        void notify("error", "The language server did not answer, so no policy was made.");
      }
    }),
  );
}

/** The plans with what each does, as far as the server knows them. */
async function planItems(client: LanguageClientLike): Promise<PlanItem[]> {
  const answers = await Promise.all(plans.map(({ params }) => client.sendRequest(newPolicyRequest, params)));
  return plans.flatMap(({ label, description }, index) => {
    const answer = answers[index];
    return answer === undefined || answer.text === "" ? [] : [{ label, description, detail: answer.inWords, answer }];
  });
}
