import * as vscode from "vscode";
import { isOthers } from "../shared/folderChanges";

/** A workspace in a browser may be one that is fetched file by file. Reaching a bound costs what is behind it. */
const bounds = { folders: 5_000, files: 5_000, atOnce: 8 };

/** What lies at some addresses, and below them. */
export interface Walked {
  readonly folders: readonly vscode.Uri[];
  /** JSON files, and whatever was asked for by its own address. */
  readonly files: readonly vscode.Uri[];
  readonly gone: readonly vscode.Uri[];
}

/** Looks what lies at these addresses, and below them. Links are not followed: they may lead in a circle. */
export async function walkFolders(uris: readonly vscode.Uri[]): Promise<Walked> {
  const found = { folders: [] as vscode.Uri[], files: [] as vscode.Uri[], gone: [] as vscode.Uri[] };
  const open = [...uris];
  for (let looked = 0; open.length > 0 && looked < bounds.folders && found.files.length < bounds.files; ) {
    const next = open.splice(0, bounds.atOnce);
    looked += next.length;
    for (const { uri, entries } of await Promise.all(next.map(entriesOf))) {
      if (entries === undefined) found.gone.push(uri);
      else if (entries === "file") found.files.push(uri);
      else {
        found.folders.push(uri);
        for (const [name, type] of entries) {
          const inside = vscode.Uri.joinPath(uri, name);
          if (type === vscode.FileType.Directory) (isOthers(inside) ? found.folders : open).push(inside);
          else if (type === vscode.FileType.File && name.endsWith(".json")) found.files.push(inside);
        }
      }
    }
  }
  return found;
}

/** What is in a folder; `undefined` for what is gone. */
async function entriesOf(uri: vscode.Uri) {
  try {
    const { type } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.Directory) === 0) return { uri, entries: "file" as const };
    return { uri, entries: await vscode.workspace.fs.readDirectory(uri) };
  } catch {
    return { uri, entries: undefined };
  }
}
