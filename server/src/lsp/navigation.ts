import {
  type CancellationToken,
  type Connection,
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesParams,
  type DocumentFormattingParams,
  type DocumentOnTypeFormattingParams,
  type DocumentRangeFormattingParams,
  ErrorCodes,
  type InitializeParams,
  type Location,
  type Position,
  type ReferenceParams,
  type RenameParams,
  ResponseError,
  type SelectionRangeParams,
  type ServerCapabilities,
  type TextEdit,
  type WorkspaceEdit,
  type WorkspaceFoldersChangeEvent,
  type WorkspaceSymbol,
  type WorkspaceSymbolParams,
} from "vscode-languageserver";
import { policyPatterns } from "../policy/policyFiles";
import { definition } from "../service/definition";
import { documentLinks } from "../service/documentLinks";
import { folding } from "../service/folding";
import { formatOnType, formatPolicy } from "../service/formatting";
import { highlights } from "../service/highlights";
import { outline } from "../service/outline";
import { references } from "../service/references";
import { prepareRename, type Renamed, rename } from "../service/rename";
import { selectionRanges } from "../service/selectionRanges";
import type { Snapshot } from "../service/snapshot";
import { workspaceSymbols } from "../service/workspaceSymbols";
import { visibleText } from "../visibleText";
import type { DocumentParams } from "../wire";
import { guard } from "./guard";
import type { About } from "./readingAids";
import { normalised, type WorkspacePolicies } from "./workspacePolicies";

type AtPosition = DocumentParams & { readonly position: Position };

/** What the connection has to tell the navigation. */
export interface Navigation {
  /** Learns what the editor can do, and says what the server can. */
  initialize(parameters: InitializeParams): ServerCapabilities;
  /** Asks to be told of changed files and folders, once the editor listens. */
  listen(): void;
}

const capabilities: ServerCapabilities = {
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentHighlightProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  workspaceSymbolProvider: true,
  documentLinkProvider: {},
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  documentOnTypeFormattingProvider: { firstTriggerCharacter: "}", moreTriggerCharacter: ["]", ",", "\n"] },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

/** Binds what moves around in policies and lays them out. `openPolicies` are those that an editor shows now. */
export function bindNavigation(
  connection: Connection,
  about: About,
  files: WorkspacePolicies,
  openPolicies: () => readonly Snapshot[],
  filesChanged: (uris: readonly string[]) => void,
  foldersChanged: () => void,
): Navigation {
  let watches = false;
  let tellsFolders = false;
  const at = ({ textDocument }: Snapshot, { position }: AtPosition): number => textDocument.offsetAt(position);
  /** All policies of the workspace; one that is open counts as it is in the editor. */
  const policies = (): readonly Snapshot[] => {
    const open = openPolicies();
    const uris = new Set(open.map(({ uri }) => normalised(uri)));
    return [...open, ...files.all().filter(({ uri }) => !uris.has(uri))];
  };

  connection.onDocumentSymbol(about("textDocument/documentSymbol", [], outline));
  connection.onFoldingRanges(about("textDocument/foldingRange", [], folding));
  connection.onSelectionRanges(
    about<SelectionRangeParams, ReturnType<typeof selectionRanges>>(
      "textDocument/selectionRange",
      [],
      (current, _, { positions }) => selectionRanges(current, positions),
    ),
  );
  connection.onDocumentHighlight(
    about<AtPosition, ReturnType<typeof highlights>>("textDocument/documentHighlight", [], (current, _, parameters) =>
      highlights(current, at(current, parameters)),
    ),
  );
  connection.onDefinition(
    about<AtPosition, Location | null>("textDocument/definition", null, (current, _, parameters) =>
      definition(current, at(current, parameters)),
    ),
  );
  const referring = about<ReferenceParams, Location[]>("textDocument/references", [], (current, _, parameters) =>
    references(current, at(current, parameters), policies(), parameters.context),
  );
  connection.onReferences(async (parameters, token: CancellationToken) => {
    await files.find();
    return referring(parameters, token);
  });
  connection.onPrepareRename(
    about<AtPosition, ReturnType<typeof prepareRename>>("textDocument/prepareRename", null, (current, _, parameters) =>
      prepareRename(current, at(current, parameters)),
    ),
  );
  const renamed = about<RenameParams, Renamed | null>("textDocument/rename", null, (current, _, parameters) =>
    rename(current, at(current, parameters), parameters.newName, policies()),
  );
  connection.onRenameRequest(
    async (parameters, token: CancellationToken): Promise<WorkspaceEdit | null | ResponseError<void>> => {
      await files.find();
      const result = await renamed(parameters, token);
      if (result === null) return null;
      // The editor shows the sentence where the new name was typed.
      return "edit" in result ? result.edit : new ResponseError(ErrorCodes.InvalidParams, visibleText(result.refused));
    },
  );
  connection.onWorkspaceSymbol(
    guard<WorkspaceSymbolParams, WorkspaceSymbol[]>(connection.console, "workspace/symbol", [], async ({ query }) => {
      await files.find();
      return workspaceSymbols(policies(), query);
    }),
  );
  connection.onDocumentLinks(about("textDocument/documentLink", [], documentLinks));
  connection.onDocumentFormatting(
    about<DocumentFormattingParams, TextEdit[]>("textDocument/formatting", [], (current, known, { options }) =>
      formatPolicy(current, known, options),
    ),
  );
  connection.onDocumentRangeFormatting(
    about<DocumentRangeFormattingParams, TextEdit[]>(
      "textDocument/rangeFormatting",
      [],
      (current, known, { options, range }) => formatPolicy(current, known, options, range),
    ),
  );
  connection.onDocumentOnTypeFormatting(
    about<DocumentOnTypeFormattingParams, TextEdit[]>(
      "textDocument/onTypeFormatting",
      [],
      (current, known, { options, position }) => formatOnType(current, known, options, position.line),
    ),
  );
  connection.onDidChangeWatchedFiles(
    guard<DidChangeWatchedFilesParams, void>(
      connection.console,
      "workspace/didChangeWatchedFiles",
      undefined,
      ({ changes }) => {
        for (const { uri } of changes) files.changed(uri);
        filesChanged(changes.map(({ uri }) => uri));
      },
    ),
  );

  return {
    initialize(parameters) {
      const { workspaceFolders, rootUri, capabilities: editor } = parameters;
      files.changeFolders(workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]));
      watches = editor.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
      tellsFolders = editor.workspace?.workspaceFolders === true;
      return capabilities;
    },
    listen() {
      if (tellsFolders)
        connection.workspace.onDidChangeWorkspaceFolders(
          guard<WorkspaceFoldersChangeEvent, void>(
            connection.console,
            "workspace/didChangeWorkspaceFolders",
            undefined,
            ({ added, removed }) => {
              files.changeFolders(
                added.map(({ uri }) => uri),
                removed.map(({ uri }) => uri),
              );
              foldersChanged();
            },
          ),
        );
      if (!watches) return;
      const watchers = policyPatterns.map((globPattern) => ({
        globPattern,
      }));
      connection.client
        .register(DidChangeWatchedFilesNotification.type, { watchers })
        .catch((error: unknown) => connection.console.error(`Changed files cannot be followed: ${String(error)}`));
    },
  };
}
