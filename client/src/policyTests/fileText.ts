import * as vscode from "vscode";

/** Longer files are no tests and no policies that anybody writes; in bytes. */
const longestFile = 16_000_000;

/** What is known of a file: its text, or that it is too large to be read. */
export type FileText = { readonly text: string } | { readonly text: undefined; readonly tooLarge: string };

/**
 * The text of a file as a person sees it: with unsaved changes, else what is stored; undefined when there is no such
 * file. VS Code keeps documents for a while that nobody looks at any more, so that only an unsaved one proves anything.
 */
export async function fileText(uri: vscode.Uri): Promise<FileText | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open?.isDirty === true || open?.isUntitled === true) return { text: open.getText() };
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > longestFile)
      return {
        text: undefined,
        tooLarge: `The file is too large to be read: ${Math.ceil(size / 1_000_000)} MB, and at most ${longestFile / 1_000_000} MB are read.`,
      };
    // The decoder leaves out a byte order mark, as editors do.
    return { text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) };
  } catch {
    return undefined;
  }
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
