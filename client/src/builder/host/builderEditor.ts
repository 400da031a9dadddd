import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { changeText } from "../../shared/changeText";
import { toEditorRange } from "../../shared/editorRange";
import { fillPage } from "../../shared/fillPage";
import type { LanguageClientLike } from "../../shared/languageClientLike";
import { nameOf } from "../../shared/nameOf";
import { BuilderSession } from "../state/builderSession";
import { type PageMessage, parsePageMessage, type ShownPlace } from "../state/messages";
import { runBuilderCommand, showInText } from "./builderCommands";

/**
 * The policy as a list of tools with their rules, over the same document as the text: each change is an edit of the text, so
 * that undo, unsaved changes and other editors are shared.
 */
export class BuilderEditorProvider implements vscode.CustomTextEditorProvider {
  readonly #extensionUri: vscode.Uri;
  readonly #client: LanguageClientLike;

  constructor(extensionUri: vscode.Uri, client: LanguageClientLike) {
    this.#extensionUri = extensionUri;
    this.#client = client;
  }

  /** Shows a document in a panel. */
  resolveCustomTextEditor(document: vscode.TextDocument, panel: vscode.WebviewPanel): void {
    const { webview } = panel;
    const session = new BuilderSession({
      uri: document.uri.toString(),
      policyName: nameOf(document.uri),
      request: (method, params) => this.#client.sendRequest(method, params),
      version: () => document.version,
      apply: async (edits) => changeText(document.uri, edits),
      send: (message) => void webview.postMessage(message),
    });
    const subscriptions = [
      webview.onDidReceiveMessage((value: unknown) => {
        const message = parsePageMessage(value);
        if (message !== undefined) void receive(message, session, document);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document: { uri }, contentChanges }) => {
        if (uri.toString() === document.uri.toString() && contentChanges.length > 0) void session.refresh();
      }),
      // Findings depend on settings, too, and the tools on files of the workspace.
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => uri.toString() === document.uri.toString())) void session.refresh();
      }),
      panel.onDidChangeViewState(() => {
        if (!panel.visible) session.end();
      }),
    ];
    panel.onDidDispose(() => {
      session.end();
      for (const subscription of subscriptions) subscription.dispose();
    });
    fillPage(webview, this.#extensionUri, "builder", l10n.t("Policy Builder"));
  }
}

function receive(message: PageMessage, session: BuilderSession, document: vscode.TextDocument): unknown {
  switch (message.type) {
    case "ready":
      return session.begin(message.tool);
    case "select":
      return session.select(message.tool);
    case "change":
      return session.change(message.change);
    case "fix":
      return session.fix(message);
    case "try":
      return session.try(message);
    case "reveal": {
      const range = rangeOf(session, message.place);
      return range === undefined ? undefined : showInText(document, toEditorRange(range));
    }
    case "run":
      return runBuilderCommand(message.command, document, session.tool);
  }
}

function rangeOf(session: BuilderSession, { kind, index }: ShownPlace) {
  const detail = session.shown?.detail;
  switch (kind) {
    case "tool":
      return detail?.range ?? undefined;
    case "finding":
      return detail?.findings[index]?.range;
    case "onlyInText":
      return detail?.onlyInText[index]?.range;
  }
}
