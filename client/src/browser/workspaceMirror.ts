import * as vscode from "vscode";
import { policyFileKind } from "../../../server/src/policy/policyFiles";
import type { WorkerFile, WorkerFiles } from "../../../server/src/protocol/workerFiles";
import { walkFolders } from "./walkFolders";

/** So much is read: in all, of one file, and how many files at a time. */
const bounds = { bytes: 30_000_000, fileBytes: 8_000_000, atOnce: 8 };

/** What lies in this folder is the product's own: configuration, and the tools of imported servers. */
const ownFolder = "/.mcp-policy/";

/** A configuration that names further files as policies. */
const includes = /"include"/;

/** Reads what the server may ask for, through VS Code, which knows files of any scheme. */
export class WorkspaceMirror {
  #includesAny = false;

  /** What lies at these addresses now, with all that is below them. */
  async look(uris: readonly vscode.Uri[]): Promise<WorkerFiles> {
    const { folders, files, gone } = await walkFolders(uris);
    const wanted = files.filter(isWanted);
    const others = files.filter((uri) => !isWanted(uri));
    const texts = await readAll(wanted);
    const decoder = new TextDecoder();
    const includesNow = texts.some(
      ({ uri, bytes }) =>
        bytes !== undefined && policyFileKind(uri) === "config" && includes.test(decoder.decode(bytes)),
    );
    if (includesNow && !this.#includesAny) {
      this.#includesAny = true;
      return this.look(vscode.workspace.workspaceFolders?.map((folder) => folder.uri) ?? uris);
    }
    const rest = this.#includesAny ? await readAll(others) : named(others, "file");
    const known = [...named(gone, "gone"), ...named(folders, "folder")];
    return { files: [...known, ...texts, ...rest] };
  }
}

function isWanted(uri: vscode.Uri): boolean {
  return policyFileKind(uri.path) !== undefined || uri.path.includes(ownFolder);
}

function named(uris: readonly vscode.Uri[], kind: WorkerFile["kind"]): readonly WorkerFile[] {
  return uris.map((uri) => ({ uri: uri.toString(), kind }));
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
    return { uri: uri.toString(), kind: "file", isReadOnly, ...(isSmall && { bytes: await fs.readFile(uri) }) };
  } catch {
    return { uri: uri.toString(), kind: "gone" };
  }
}
