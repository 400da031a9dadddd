import * as vscode from "vscode";
import type { Range } from "vscode-languageserver-types";
import { convertPasteRequest } from "../../../server/src/protocol/paste";
import type { LanguageClientLike } from "../shared/languageClientLike";
import { policyLanguage } from "../shared/policyLanguage";

/** A paste edit of VS Code, which knows them since 1.97. */
interface PasteEdit {
  readonly insertText: string;
  readonly title: string;
  readonly kind: unknown;
  yieldTo?: readonly unknown[];
}

/** What VS Code asks when someone pastes. */
export interface PasteProvider {
  provideDocumentPasteEdits(
    document: vscode.TextDocument,
    ranges: readonly vscode.Range[],
    data: vscode.DataTransfer,
    context: unknown,
    token: vscode.CancellationToken,
  ): Promise<PasteEdit[] | undefined>;
}

/** The part of the API that the oldest VS Code of the manifest does not have. */
interface PasteApi {
  readonly DocumentPasteEdit?: new (insertText: string, title: string, kind: unknown) => PasteEdit;
  readonly DocumentDropOrPasteEditKind?: { readonly Text: { append(...parts: string[]): unknown } };
  readonly languages: {
    registerDocumentPasteEditProvider?(
      selector: unknown,
      provider: PasteProvider,
      metadata: unknown,
    ): vscode.Disposable;
  };
}

const plainText = "text/plain";

/** Longer texts are pasted as they are. */
const longest = 200_000;

/**
 * Offers pasted YAML, Markdown blocks and texts in other quotes as JSON. The plain paste stays what happens first: a
 * person picks the other one from the paste menu. Does nothing in a VS Code that has no such menu.
 */
export function registerPolicyPaste(
  client: LanguageClientLike,
): vscode.Disposable & { readonly provider: PasteProvider } {
  const api = vscode as unknown as PasteApi;
  const { DocumentPasteEdit: Edit, DocumentDropOrPasteEditKind: Kind } = api;
  const kind = Kind?.Text.append("mcpPolicy");
  const provider: PasteProvider = {
    async provideDocumentPasteEdits(document, ranges, data, _context, token) {
      const [range, ...others] = ranges;
      const text = await data.get(plainText)?.asString();
      if (Edit === undefined || Kind === undefined || range === undefined || others.length > 0) return undefined;
      if (text === undefined || text.length > longest) return undefined;
      const { version } = document;
      const answer = await client
        .sendRequest(
          convertPasteRequest,
          { textDocument: { uri: document.uri.toString() }, range: plainRange(range), text },
          token,
        )
        .catch(() => undefined);
      if (answer === undefined || answer.text === null || document.version !== version) return undefined;
      const edit = new Edit(answer.text, answer.title, kind);
      edit.yieldTo = [Kind.Text];
      return [edit];
    },
  };
  const registered =
    Edit === undefined || Kind === undefined
      ? undefined
      : api.languages.registerDocumentPasteEditProvider?.({ language: policyLanguage }, provider, {
          providedPasteEditKinds: [kind],
          pasteMimeTypes: [plainText],
        });
  return { provider, dispose: () => registered?.dispose() };
}

/** The editor's range as the protocol has it: its own form in JSON is an array. */
function plainRange({ start, end }: vscode.Range): Range {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}
