import * as vscode from "vscode";
import type { ConfigurationParams, ConfigurationRequest, LSPAny } from "vscode-languageclient";
import { isRecord } from "./isRecord";

/** The section of the settings that is ours. */
const section = "mcpPolicy";

/**
 * Answers the server with the rules that a person has set, and not with the defaults of the manifest: those would lie over
 * the configuration of the repository. Everything else is answered as it is.
 */
export async function onlyWhatIsSet(
  parameters: ConfigurationParams,
  token: vscode.CancellationToken,
  next: ConfigurationRequest.HandlerSignature,
): Promise<LSPAny[]> {
  const answers = await next(parameters, token);
  if (!Array.isArray(answers)) return [];
  return answers.map((answer, index) => {
    const item = parameters.items[index];
    return item?.section === section && isRecord(answer) ? withSetRules(answer, item.scopeUri) : answer;
  });
}

function withSetRules(answer: Record<string, LSPAny>, scopeUri: string | undefined): Record<string, LSPAny> {
  const { rules } = answer;
  if (!isRecord(rules)) return answer;
  const settings = vscode.workspace.getConfiguration(section, scopeUri ? vscode.Uri.parse(scopeUri) : undefined);
  const set = Object.entries(rules).filter(([code]) => isSet(settings.inspect(`rules.${code}`)));
  return { ...answer, rules: Object.fromEntries(set) };
}

/** Whether a setting has a value beside its default, from the user, the workspace or one of its folders. */
function isSet(found: ReturnType<vscode.WorkspaceConfiguration["inspect"]>): boolean {
  if (found === undefined) return false;
  const { globalValue, workspaceValue, workspaceFolderValue } = found;
  const { globalLanguageValue, workspaceLanguageValue, workspaceFolderLanguageValue } = found;
  const values = [globalValue, workspaceValue, workspaceFolderValue];
  const byLanguage = [globalLanguageValue, workspaceLanguageValue, workspaceFolderLanguageValue];
  return [...values, ...byLanguage].some((value) => value !== undefined);
}
