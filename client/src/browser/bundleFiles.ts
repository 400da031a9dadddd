import * as vscode from "vscode";

/** Reads files of `dist`, by their paths there: in a browser the extension is at an address. */
export async function bundleFiles(extensionUri: vscode.Uri, names: readonly string[]): Promise<Map<string, string>> {
  const texts = names.map(async (name) => {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, "dist", name));
    return [name, new TextDecoder().decode(bytes)] as const;
  });
  return new Map(await Promise.all(texts));
}
