import { TextDocument } from "vscode-languageserver-textdocument";
import { type CodeAction, CodeActionKind, type Command, type WorkspaceEdit } from "vscode-languageserver-types";
import type { JsonObject } from "../../policy/text/json";
import { quote } from "../../policy/words/plain/quote";
import { visibleText } from "../../policy/words/plain/visibleText";
import {
  saveCallAsTestCommand,
  savedConfigCommand,
  showRuleCommand,
  silenceCommand,
  simulateCommand,
} from "../../protocol/clientCommands";
import type { PlacedFinding } from "../../rules/engine/checkRules";
import { configPath } from "../config/projectConfig";
import { silenceInConfig } from "../config/silenceInConfig";
import type { Environment } from "../environment";

/** What a person can do about a rule that has found something: silence it, for themselves or for everyone, or read on. */
export function ruleActions({ rule, tool, call }: PlacedFinding, uri: string, environment: Environment): CodeAction[] {
  const { clientCommands } = environment;
  const forTool = tool === undefined ? undefined : `${rule.code} for ${visibleText(quote(tool))},`;
  const silence = (what: string, only?: string): CodeAction[] => [
    ...(clientCommands
      ? [
          action(`Silence ${what} for me (settings)`, {
            command: silenceCommand,
            arguments: [uri, rule.code, ...(only === undefined ? [] : [only])],
          }),
        ]
      : []),
    ...forEveryone(`Silence ${what} for everyone (${configPath})`, rule.code, only, environment),
  ];
  return [
    ...(clientCommands && call !== undefined && tool !== undefined ? callActions({ uri, tool, arguments: call }) : []),
    ...(forTool === undefined ? [] : silence(forTool, tool)),
    ...silence(rule.code),
    ...(clientCommands ? [action(`Explain ${rule.code}`, { command: showRuleCommand, arguments: [rule.code] })] : []),
  ];
}

/** What a person can do with the call that gets through. */
function callActions(call: {
  readonly uri: string;
  readonly tool: string;
  readonly arguments: JsonObject;
}): CodeAction[] {
  return [
    action("Simulate the call that gets through", { command: simulateCommand, arguments: [call] }),
    action("Save the call as a test that expects a denial…", { command: saveCallAsTestCommand, arguments: [call] }),
  ];
}

function action(title: string, command: Omit<Command, "title">): CodeAction {
  return { title, kind: CodeActionKind.QuickFix, command: { title, ...command } };
}

/** The edit of the configuration, which is made where there is none; nothing where it is broken, or cannot be made. */
function forEveryone(
  title: string,
  code: string,
  tool: string | undefined,
  { config, createsFiles, clientCommands }: Environment,
): CodeAction[] {
  if (config === undefined || (config.text === undefined && createsFiles !== true)) return [];
  const after = silenceInConfig(config.text, code, tool);
  if (after === undefined || after === config.text) return [];
  const save: Command = { title, command: savedConfigCommand, arguments: [config.uri] };
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      edit: editOf(config.uri, config.text, after),
      // What is edited in the background is easily forgotten.
      ...(clientCommands && { command: save }),
    },
  ];
}

function editOf(uri: string, before: string | undefined, after: string): WorkspaceEdit {
  if (before !== undefined) {
    const document = TextDocument.create(uri, "json", 0, before);
    const range = { start: document.positionAt(0), end: document.positionAt(before.length) };
    return { changes: { [uri]: [{ range, newText: after }] } };
  }
  const start = { line: 0, character: 0 };
  return {
    documentChanges: [
      { kind: "create", uri, options: { ignoreIfExists: true } },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: after }] },
    ],
  };
}
