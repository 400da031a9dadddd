import * as vscode from "vscode";

/** Longer files are no tests and no policies that anybody writes; in bytes. */
const longestFile = 16_000_000;

/**
 * The text of a file as a person sees it: with unsaved changes, else what is stored; undefined when there is no such
 * file. VS Code keeps documents for a while that nobody looks at any more, so that only an unsaved one proves anything.
 */
export async function fileText(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open?.isDirty === true || open?.isUntitled === true) return open.getText();
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > longestFile) return undefined;
    // The decoder leaves out a byte order mark, as editors do.
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

/** The first of these files that is there, with its text. */
export async function firstText(
  uris: readonly string[],
): Promise<{ readonly uri: vscode.Uri; readonly text: string } | undefined> {
  for (const address of uris) {
    const uri = vscode.Uri.parse(address, true);
    const text = await fileText(uri);
    if (text !== undefined) return { uri, text };
  }
  return undefined;
}
