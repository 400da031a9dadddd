import {
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  type CompletionItem,
  CompletionList,
  type Connection,
  type Hover,
  Position,
} from "vscode-languageserver";
import type { CodeLensParamsAtCursor, DocumentParams } from "../protocol/document";
import { convertPasteRequest } from "../protocol/paste";
import type { Environment } from "../service/environment";
import type { Snapshot } from "../service/snapshot";
import type { About } from "./about";
import { guard } from "./guard";
import { reading, seldom } from "./late/late";
import { onDocumentRequest } from "./policyRequests";
import type { TestFeatures } from "./policyTests";

/** What the features below know of the open documents. */
export interface OpenPolicies {
  /** The world as it is now, for a document or for none. */
  environment(uri?: string): Promise<Environment>;
  /** The newest version of an open policy. */
  snapshotAt(uri: string): Snapshot | undefined;
}

/** Has the rules look at all tools, letting others have their turn; false where the text has changed, or the request was cancelled. */
export type WhenReviewed = (
  snapshot: Snapshot,
  environment: Environment,
  token: CancellationToken | undefined,
) => Promise<boolean>;

/** Binds what is asked while a person writes: completions, hovers, actions, pastes and lenses, in policies and in tests. */
export function bindEditing(
  connection: Connection,
  about: About,
  tests: TestFeatures,
  { environment, snapshotAt, whenReviewed }: OpenPolicies & { readonly whenReviewed: WhenReviewed },
): void {
  const log = connection.console;
  /** Where something was completed last: an item that is resolved does not say which document it is for. */
  let completedIn: string | undefined;
  connection.onCompletion(
    tests.or(
      tests.complete,
      about<DocumentParams & { position: Position }, CompletionList>(
        "textDocument/completion",
        CompletionList.create(),
        (current, known, { position }) => {
          completedIn = current.uri;
          return reading("complete")(current, current.textDocument.offsetAt(position), known);
        },
      ),
    ),
  );
  connection.onCompletionResolve((item, token) =>
    guard<CompletionItem, CompletionItem>(log, "completionItem/resolve", item, async () =>
      reading("resolveCompletion")(item, await environment(completedIn)),
    )(item, token),
  );
  connection.onHover(
    tests.or(
      tests.hover,
      about<DocumentParams & { position: Position }, Hover | null>(
        "textDocument/hover",
        null,
        (current, known, { position }) => reading("hover")(current, current.textDocument.offsetAt(position), known),
      ),
    ),
  );
  connection.onCodeAction(
    tests.or(
      tests.codeActions,
      about<CodeActionParams, CodeAction[]>(
        "textDocument/codeAction",
        [],
        async (current, known, { range, context }, token) => {
          const inYaml = await reading("yamlActions")(current, known, context.only);
          if (inYaml !== undefined) return inYaml;
          if (!(await whenReviewed(current, known, token))) return [];
          const { textDocument } = current;
          const span = { start: textDocument.offsetAt(range.start), end: textDocument.offsetAt(range.end) };
          return reading("codeActions")(current, known, span, context.only);
        },
      ),
    ),
  );
  onDocumentRequest(connection, about, convertPasteRequest, { text: null, title: "" }, seldom("convertPaste"));
  connection.onCodeActionResolve((action, token) =>
    guard<CodeAction, CodeAction>(log, "codeAction/resolve", action, async () => {
      const uri = await reading("documentOfAction")(action);
      if (uri === undefined) return action;
      const known = await environment(uri);
      const current = snapshotAt(uri);
      return current === undefined ? action : reading("resolveCodeAction")(action, current, known);
    })(action, token),
  );
  connection.onCodeLens(
    tests.or(
      tests.codeLenses,
      about<CodeLensParamsAtCursor, CodeLens[]>(
        "textDocument/codeLens",
        [],
        async (current, known, { position }, token) => {
          if (!(await whenReviewed(current, known, token))) return [];
          return reading("codeLenses")(current, known, Position.is(position) ? position : undefined);
        },
      ),
    ),
  );
}
