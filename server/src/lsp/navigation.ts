import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesParams,
  type DocumentHighlight,
  ErrorCodes,
  type FileSystemWatcher,
  type InitializeParams,
  type Location,
  LSPErrorCodes,
  type Position,
  type Range,
  type ReferenceParams,
  type RenameParams,
  ResponseError,
  type SelectionRange,
  type SelectionRangeParams,
  type ServerCapabilities,
  WatchKind,
  type WorkspaceEdit,
  type WorkspaceFoldersChangeEvent,
  type WorkspaceSymbol,
  type WorkspaceSymbolParams,
} from "vscode-languageserver";
import { serverOfFile } from "../catalogue/files/readServerFile";
import { lookAgain } from "../disk/lookAgain";
import { configPattern, policyPatterns, serverPattern } from "../policy/policyFiles";
import { grouped } from "../policy/words/plain/grouped";
import { visibleText } from "../policy/words/plain/visibleText";
import type { DocumentParams } from "../protocol/document";
import { mostSymbols } from "../service/navigation/mostSymbols";
import type { FileEdits } from "../service/navigation/rename";
import type { Snapshot } from "../service/snapshot";
import type { About } from "./about";
import { isReadOnly } from "./closed/workspaceFiles";
import { guard } from "./guard";
import { reading, seldom } from "./late/late";
import type { Searched, SearchResult } from "./search";
import { showWarning } from "./showMessage";

type AtPosition = DocumentParams & { readonly position: Position };

/** What the connection has to tell the navigation. */
export interface Navigation {
  /** Learns what the editor can do, and says what the server can. */
  initialize(parameters: InitializeParams): ServerCapabilities;
  /** Asks to be told of changed files and folders, once the editor listens. */
  listen(): void;
  /** A document was opened, saved or closed: an editor that tells of no files may have made some. */
  documentChanged(): void;
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

/** What the navigation is told of its surroundings, and tells them. */
export interface Surroundings extends Searched {
  /** Whether a document is one that a person works on, and not another state of it or a preview. */
  isWorkedOn(uri: string): boolean;
  /** The workspace has folders with these addresses. */
  hasFolders(uris: readonly string[], lost?: readonly string[]): void;
  filesChanged(uris: readonly string[]): void;
  /** The tools of an imported server have changed. */
  serversChanged(): void;
  /** A folder came, and was looked into again: of what is in it editors tell late, or nothing. */
  lookedAgain(): void;
  foldersChanged(): void;
}

const tooManySymbols = `Only ${grouped(mostSymbols)} tools of the workspace are listed. Type more of a name to find the others.`;

/** Binds what moves around in policies and lays them out. */
export function bindNavigation(connection: Connection, about: About, surroundings: Surroundings): Navigation {
  const { files, filesChanged } = surroundings;
  let watches = false;
  let tellsFolders = false;
  let hasVersions = false;
  /** What was said of searches that left something out, so that it is said once. */
  const told = new Set<string>();
  const at = ({ textDocument }: Snapshot, { position }: AtPosition): number => textDocument.offsetAt(position);
  /** The names of files are for the log: a message of the editor may make links of them. */
  const tell = (sentence: string, details: readonly string[]): void => {
    const news = details.filter((detail) => !told.has(detail));
    if (news.length === 0) return;
    for (const detail of news) {
      told.add(detail);
      connection.console.warn(detail);
    }
    showWarning(connection, sentence);
  };
  const withReasons = <Found>({ found, left }: SearchResult<Found>): Found => {
    tell("Not all policies of the workspace were searched. The log of the language server says why.", left);
    return found;
  };
  const lookSoon = lookAgain(async () => {
    const changed = await files.findAgain();
    if (changed.length > 0) filesChanged(changed);
    surroundings.lookedAgain();
    return changed.length > 0;
  });

  connection.onDocumentSymbol(about("textDocument/documentSymbol", [], reading("outline")));
  connection.onFoldingRanges(about("textDocument/foldingRange", [], reading("folding")));
  connection.onSelectionRanges(
    about<SelectionRangeParams, SelectionRange[]>("textDocument/selectionRange", [], (current, _, { positions }) =>
      reading("selectionRanges")(current, positions),
    ),
  );
  connection.onDocumentHighlight(
    about<AtPosition, DocumentHighlight[]>("textDocument/documentHighlight", [], (current, _, parameters) =>
      reading("highlights")(current, at(current, parameters)),
    ),
  );
  connection.onDefinition(
    about<AtPosition, Location | null>("textDocument/definition", null, (current, _, parameters) =>
      reading("definition")(current, at(current, parameters)),
    ),
  );
  connection.onReferences(
    about<ReferenceParams, Location[]>("textDocument/references", [], async (current, _, parameters, token) => {
      const name = (await seldom("nameAt")(current, at(current, parameters)))?.is;
      const found =
        name?.kind === "tool" ? withReasons(await seldom("searchMentions")(surroundings, [name.name], token)) : [];
      return seldom("references")(current, at(current, parameters), found, parameters.context);
    }),
  );
  connection.onPrepareRename(
    about<AtPosition, { range: Range; placeholder: string } | null>(
      "textDocument/prepareRename",
      null,
      (current, _, parameters) => {
        if (!surroundings.isWorkedOn(current.uri)) throw refusedRename(readOnlyDocument);
        return seldom("prepareRename")(current, at(current, parameters));
      },
    ),
  );
  connection.onRenameRequest(
    about<RenameParams, WorkspaceEdit | null>("textDocument/rename", null, async (current, _, parameters, token) => {
      if (!surroundings.isWorkedOn(current.uri)) throw refusedRename(readOnlyDocument);
      const offset = at(current, parameters);
      const name = (await seldom("nameAt")(current, offset))?.is;
      const { found, left } =
        name?.kind === "tool"
          ? await seldom("searchMentions")(surroundings, [name.name, parameters.newName], token)
          : { found: [], left: [] };
      const newest = surroundings.openPolicies().find(({ uri }) => uri === current.uri);
      if (newest?.document.text !== current.document.text)
        throw new ResponseError(LSPErrorCodes.ContentModified, "The text has changed meanwhile. Rename again.");
      const result = await seldom("rename")(current, offset, parameters.newName, found);
      // The editor shows the sentence where the new name was typed.
      if ("refused" in result) throw refusedRename(result.refused);
      if (left[0] !== undefined)
        throw refusedRename(`The tool cannot be renamed everywhere, so it keeps its name. ${left[0]}`);
      return seldom("workspaceEdit")(withoutReadOnly(result.files), hasVersions);
    }),
  );
  const withoutReadOnly = (edited: readonly FileEdits[]): readonly FileEdits[] => {
    const kept = edited.filter(({ uri }) => !isReadOnly(uri));
    tell(
      "The tool keeps its old name in files that can only be read. The log of the language server names them.",
      edited.filter((file) => !kept.includes(file)).map(({ uri }) => `${uri} can only be read, and is not renamed in.`),
    );
    return kept;
  };
  connection.onWorkspaceSymbol(
    guard<WorkspaceSymbolParams, WorkspaceSymbol[]>(
      connection.console,
      "workspace/symbol",
      [],
      async ({ query }, token) => {
        const result = await seldom("searchSymbols")(surroundings, query, token);
        // The answer has no place for it, and an entry that says so would not match what is typed.
        if (result.isCut) tell(tooManySymbols, [tooManySymbols]);
        return withReasons(result);
      },
    ),
  );
  connection.onDocumentLinks(about("textDocument/documentLink", [], reading("documentLinks")));
  connection.onDidChangeWatchedFiles(
    guard<DidChangeWatchedFilesParams, void>(
      connection.console,
      "workspace/didChangeWatchedFiles",
      undefined,
      async ({ changes }) => {
        const { affected, hasFolder } = await files.changed(changes);
        filesChanged(affected);
        if (changes.some(({ uri }) => serverOfFile(uri) !== undefined)) surroundings.serversChanged();
        if (hasFolder) lookSoon();
      },
    ),
  );

  return {
    initialize(parameters) {
      const { workspaceFolders, rootUri, capabilities: editor } = parameters;
      const folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]);
      files.changeFolders(folders);
      surroundings.hasFolders(folders);
      hasVersions = editor.workspace?.workspaceEdit?.documentChanges === true;
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
              const folders = added.map(({ uri }) => uri);
              const lost = removed.map(({ uri }) => uri);
              files.changeFolders(folders, lost);
              surroundings.hasFolders(folders, lost);
              surroundings.foldersChanged();
            },
          ),
        );
      if (!watches) return;
      const watchers: FileSystemWatcher[] = [
        ...[...policyPatterns, configPattern, serverPattern].map((globPattern) => ({ globPattern })),
        // Of a folder that comes or goes with all that is in it, only the folder is told.
        { globPattern: "**", kind: WatchKind.Create | WatchKind.Delete },
      ];
      connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch((error: unknown) => {
        watches = false;
        connection.console.error(`Changed files cannot be followed: ${String(error)}`);
      });
    },
    documentChanged() {
      if (!watches) lookSoon();
    },
  };
}

const readOnlyDocument = "This document can only be read: it shows another state of a file. Rename in the file itself.";

function refusedRename(sentence: string): ResponseError<void> {
  return new ResponseError(ErrorCodes.InvalidParams, visibleText(sentence));
}
