/** What the tests of this folder do with the editor. VS Code says nothing of most changes, so they are polled for. */
import assert from "node:assert/strict";
import {
  commands,
  type Diagnostic,
  languages,
  Position,
  Range,
  type TextDocument,
  type TextEditor,
  Uri,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";

/** The language of our extension. */
export const policyLanguage = "mcp-policy";

/** A policy with one mistake: the text `"denied"`. */
export const mistakenPolicy = '{\n  "version": "1",\n  "default": "denied"\n}\n';

/** The same without the mistake. */
export const soundPolicy = mistakenPolicy.replace("denied", "deny");

/** A file of the workspace, by its path in it. */
export function fileUri(path: string): Uri {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder, "no folder is open");
  return Uri.joinPath(folder.uri, path);
}

/** Writes a file of the workspace. */
export async function write(path: string, text: string): Promise<void> {
  await workspace.fs.writeFile(fileUri(path), new TextEncoder().encode(text));
}

/** The text of a file. */
export async function read(file: Uri): Promise<string> {
  return new TextDecoder().decode(await workspace.fs.readFile(file));
}

/** Opens a file of the workspace in an editor, with the text that it has now. */
export async function showFile(path: string): Promise<TextEditor> {
  const editor = await window.showTextDocument(fileUri(path), { preview: false });
  // VS Code keeps a document for a while that no editor shows, and reads its file again when a watcher tells.
  if (!editor.document.isDirty && editor.document.getText() !== (await read(fileUri(path))))
    await commands.executeCommand("workbench.action.files.revert");
  return editor;
}

/** Writes a policy to a file that no other test uses, and opens it in an editor. */
export async function showPolicy(text: string): Promise<TextEditor> {
  const path = `${crypto.randomUUID()}.policy.json`;
  await write(path, text);
  return showFile(path);
}

/** The document of a file as it is open now: a change of language gives it a new one. */
export function openDocument(uri: Uri): TextDocument | undefined {
  return workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

/** What our extension finds wrong with a file. */
export function problemsOf(uri: Uri): Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ source }) => source === "mcp-policy");
}

/** The texts that our extension underlines in a document. */
export function underlined(document: TextDocument): string[] {
  return problemsOf(document.uri).map(({ range }) => document.getText(range));
}

/** Waits until exactly these texts are underlined. */
export function untilUnderlined(document: TextDocument, ...texts: readonly string[]): Promise<true> {
  return until(
    () => JSON.stringify(underlined(document)) === JSON.stringify(texts) || undefined,
    () => `underlined in ${document.uri.path} is ${JSON.stringify(texts)}, not ${JSON.stringify(underlined(document))}`,
  );
}

/** Waits until the server has dealt with everything that was sent to it before, and the editor with its answers. */
export async function untilServerIsIdle(): Promise<void> {
  const document = await workspace.openTextDocument({ language: policyLanguage, content: mistakenPolicy });
  await untilUnderlined(document, '"denied"');
  // Whatever the answers made the editor do comes before this.
  await languages.setTextDocumentLanguage(document, "plaintext");
}

/** Replaces the first occurrence of a text, as an edit that is not saved. */
export async function replace(document: TextDocument, text: string, replacement: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, text), replacement);
  assert.ok(await workspace.applyEdit(edit));
}

/** Where a text first is. */
export function rangeOf(document: TextDocument, text: string): Range {
  const start = document.getText().indexOf(text);
  assert.ok(start >= 0, `${text} does not occur in ${document.uri.path}`);
  return new Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** A place inside a text, where it first is. */
export function inside(document: TextDocument, text: string): Position {
  const { line, character } = rangeOf(document, text).start;
  return new Position(line, character + 1);
}

/** Milliseconds between two looks. */
const pause = 25;

/**
 * Polls until `probe` gives something, and gives that. The limit is one of looks: where other programs take the processor,
 * they take longer, and so does what is waited for.
 */
export async function until<Result>(
  probe: () => Result | undefined | PromiseLike<Result | undefined>,
  expected: string | (() => string),
  limitMilliseconds = 10_000,
): Promise<Result> {
  const looks = limitMilliseconds / pause;
  for (let look = 0; look <= looks; look++) {
    const found = await probe();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return assert.fail(`not in ${looks} looks: ${typeof expected === "string" ? expected : expected()}`);
}

/** Closes all editors, and forgets edits that are not saved. */
export async function closeAll(): Promise<void> {
  for (const document of workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    // Another one that was closed may have taken it along, and a file may be gone by now.
    if (document.isClosed || !document.isDirty) continue;
    await window.showTextDocument(document);
    await commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  await commands.executeCommand("workbench.action.closeAllEditors");
}
