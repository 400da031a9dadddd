import * as vscode from "vscode";
import { policyFileKind } from "../../../server/src/policy/policyFiles";
import type { WorkerFile, WorkerFiles } from "../../../server/src/protocol/workerFiles";
import { isOthers } from "../shared/folderChanges";

/** A workspace in a browser may be one that is fetched file by file. That a bound is reached costs what is behind it. */
const bounds = { folders: 5_000, files: 5_000, bytes: 30_000_000, fileBytes: 8_000_000, atOnce: 8 };

/** What lies in this folder is the product's own: configuration, and the tools of imported servers. */
const ownFolder = "/.mcp-policy/";

/** A configuration that names further files as policies. */
const includes = /"include"/;

/** Reads what the server may ask for, through VS Code, which knows files of any scheme. */
export class WorkspaceMirror {
  #includesAny = false;

  /** What lies at these addresses now, with all that is below them. */
  async look(uris: readonly vscode.Uri[]): Promise<WorkerFiles> {
    const found: WorkerFile[] = [];
    const others: vscode.Uri[] = [];
    const wanted: vscode.Uri[] = [];
    const open = [...uris];
    for (let folders = 0; open.length > 0 && folders < bounds.folders && wanted.length < bounds.files; ) {
      const next = open.splice(0, bounds.atOnce);
      folders += next.length;
      for (const { uri, entries } of await Promise.all(next.map(entriesOf))) {
        if (entries === undefined) found.push({ uri: `${uri}`, kind: "gone" });
        else if (entries === "file") (isWanted(uri) ? wanted : others).push(uri);
        else {
          found.push({ uri: `${uri}`, kind: "folder" });
          for (const [name, type] of entries) {
            const inside = vscode.Uri.joinPath(uri, name);
            // Links are not followed: they may lead in a circle.
            if (type === vscode.FileType.Directory && !isOthers(inside)) open.push(inside);
            else if (type === vscode.FileType.Directory) found.push({ uri: `${inside}`, kind: "folder" });
            else if (type === vscode.FileType.File && name.endsWith(".json"))
              (isWanted(inside) ? wanted : others).push(inside);
          }
        }
      }
    }
    const texts = await readAll(wanted);
    const decoder = new TextDecoder();
    this.#includesAny ||= texts.some(
      ({ uri, bytes }) =>
        bytes !== undefined && policyFileKind(uri) === "config" && includes.test(decoder.decode(bytes)),
    );
    const rest = this.#includesAny
      ? await readAll(others)
      : others.map((uri) => ({ uri: `${uri}`, kind: "file" as const }));
    return { files: [...found, ...texts, ...rest] };
  }
}

function isWanted(uri: vscode.Uri): boolean {
  return policyFileKind(uri.path) !== undefined || uri.path.includes(ownFolder);
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

async function readAll(uris: readonly vscode.Uri[]): Promise<readonly WorkerFile[]> {
  const found: WorkerFile[] = [];
  let bytes = 0;
  for (let at = 0; at < uris.length; at += bounds.atOnce) {
    const read = await Promise.all(uris.slice(at, at + bounds.atOnce).map((uri) => readOne(uri, bytes < bounds.bytes)));
    for (const file of read) bytes += file.bytes?.length ?? 0;
    found.push(...read);
  }
  return found;
}

async function readOne(uri: vscode.Uri, isRead: boolean): Promise<WorkerFile> {
  const { fs } = vscode.workspace;
  try {
    const { size, permissions } = await fs.stat(uri);
    const isReadOnly =
      fs.isWritableFileSystem(uri.scheme) === false || ((permissions ?? 0) & vscode.FilePermission.Readonly) !== 0;
    const isSmall = isRead && size <= bounds.fileBytes;
    return { uri: `${uri}`, kind: "file", isReadOnly, ...(isSmall && { bytes: await fs.readFile(uri) }) };
  } catch {
    return { uri: `${uri}`, kind: "gone" };
  }
}
