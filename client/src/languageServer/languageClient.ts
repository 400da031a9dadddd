import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { configPattern, testPattern } from "../../../server/src/policy/policyFiles";
import { notificationText } from "../../../server/src/policy/words/plain/notificationText";
import { reasonOf } from "../../../server/src/policy/words/plain/reasonOf";
import { showRuleCommand, simulateCommand } from "../../../server/src/protocol/clientCommands";
import type { InitializationOptions } from "../../../server/src/protocol/initializationOptions";
import type { ParamsOf, PolicyRequest, ResultOf } from "../../../server/src/protocol/requests";
import type { Platform } from "../platform";
import { rulePages } from "../rulePages/rulePageFiles";
import { isOthers } from "../shared/folderChanges";
import { onlyWhatIsSet } from "../shared/onlyWhatIsSet";
import { policyLanguage } from "../shared/policyLanguage";
import { isWorkingDocument } from "../shared/workingDocument";
import { codeLensesAtCursor, followCursor } from "./codeLensAtCursor";

/** Makes the client of the language server; it is not started yet. */
export function createLanguageClient(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  platform: Platform,
): BaseLanguageClient {
  const initializationOptions: InitializationOptions = {
    clientCommands: true,
    jsonSchemas: true,
    rulePages,
  };
  const client: BaseLanguageClient = platform.createClient(context, {
    documentSelector: [
      { language: policyLanguage },
      { language: "json", pattern: testPattern },
      { language: "jsonc", pattern: testPattern },
      { language: "json", pattern: configPattern },
      { language: "jsonc", pattern: configPattern },
    ],
    initializationOptions,
    outputChannel: log,
    middleware: {
      handleDiagnostics: (uri, diagnostics, next) => next(uri, isWorkingDocument(uri) ? diagnostics : []),
      // VS Code shows the sentence of a refusal as it shows notifications.
      provideRenameEdits: async (document, position, newName, token, next) => {
        try {
          return await next(document, position, newName, token);
        } catch (error) {
          throw new Error(notificationText(reasonOf(error)));
        }
      },
      workspace: {
        configuration: onlyWhatIsSet,
        // What is installed comes and goes by the thousand, and the server does not look at it.
        didChangeWatchedFile: async (event, next) => {
          if (!isOthers(vscode.Uri.parse(event.uri))) await next(event);
        },
      },
      provideCodeLenses: (document, token, next) => {
        if (!isWorkingDocument(document.uri)) return [];
        return document.languageId === policyLanguage
          ? codeLensesAtCursor(client, document, token)
          : next(document, token);
      },
    },
    // Hovers carry text from catalogues and policies: no HTML, and of all commands only these two.
    markdown: { isTrusted: { enabledCommands: [simulateCommand, showRuleCommand] }, supportHtml: false },
  });
  context.subscriptions.push(followCursor(client));
  return client;
}

/** The client as the rest of the extension uses it: requests wait for a server that is starting, also after a restart. */
export class RunningClient {
  readonly #client: BaseLanguageClient;
  #ready: Promise<void>;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    this.#ready = client.start();
  }

  /** Resolves when the server has answered; rejects with its reason when it cannot start. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** Sends a request of our own (`protocol/requests.ts`). */
  async sendRequest<Request extends PolicyRequest>(
    method: Request,
    parameters: ParamsOf<Request>,
    token?: vscode.CancellationToken,
  ): Promise<ResultOf<Request>> {
    await this.#ready;
    return this.#client.sendRequest<ResultOf<Request>>(method, parameters, token);
  }

  /** Stops the server, if it runs, and starts it again. Open documents are sent to it again. */
  restart(): Promise<void> {
    // Also while it is being stopped: one that is stopping cannot be started.
    this.#ready = this.#client.stop().then(() => this.#client.start());
    return this.#ready;
  }

  stop(): Promise<void> {
    return this.#client.needsStop() ? this.#client.stop() : Promise.resolve();
  }
}
