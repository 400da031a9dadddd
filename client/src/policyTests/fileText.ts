import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";

/** Longer files are not tests or policies that anybody writes; in bytes. */
const longestFile = 16_000_000;

/** What is known of a file: its text, or a sentence that says why it is not read. */
export type FileText = { readonly text: string } | { readonly text: undefined; readonly unread: string };

/**
 * The text of a file as a person sees it: with unsaved changes, else what is stored; undefined when there is no such
 * file. VS Code keeps documents for a while after they are closed, so only an unsaved one proves anything.
 */
export async function fileText(uri: vscode.Uri): Promise<FileText | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open?.isDirty === true || open?.isUntitled === true) return { text: open.getText() };
  try {
    const { size, type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) !== 0) return undefined;
    // A device or a pipe, also behind a link, may have no end.
    if ((type & vscode.FileType.File) === 0) return unread(l10n.t("It is not a regular file, and is not read."));
    if (size > longestFile) return tooLarge(size);
    // What the system makes up while it is read says that it is empty, and may keep its reader waiting.
    const bytes = size === 0 ? new Uint8Array() : await vscode.workspace.fs.readFile(uri);
    // The decoder leaves out a byte order mark, as editors do.
    return bytes.length > longestFile ? tooLarge(bytes.length) : { text: new TextDecoder().decode(bytes) };
  } catch (error) {
    if (isNameLost(uri)) return unread(l10n.t("It cannot be read: its name is not UTF-8. Rename it."));
    const isMissing = error instanceof vscode.FileSystemError && error.code === "FileNotFound";
    return isMissing || !(await isThere(uri)) ? undefined : unread(l10n.t("It cannot be read. Is it yours to read?"));
  }
}

/**
 * Whether a file cannot be looked up by its address: names of files are bytes, and one that is not UTF-8 has a sign in
 * place of what it is called. Only a search tells whether it is still there.
 */
export function isNameLost(uri: vscode.Uri): boolean {
  return uri.path.includes("\uFFFD");
}

/** The first of these files that is there. */
export async function firstText(
  uris: readonly vscode.Uri[],
): Promise<{ readonly uri: vscode.Uri; readonly file: FileText } | undefined> {
  for (const uri of uris) {
    const file = await fileText(uri);
    if (file !== undefined) return { uri, file };
  }
  return undefined;
}

function tooLarge(size: number): FileText {
  return unread(
    l10n.t`The file is too large to be read: ${Math.ceil(size / 1_000_000)} MB, and at most ${longestFile / 1_000_000} MB are read.`,
  );
}

function unread(sentence: string): FileText {
  return { text: undefined, unread: sentence };
}

async function isThere(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
