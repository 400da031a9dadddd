import { type Dirent, readFileSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Snapshot, takeSnapshot } from "../service/snapshot";

/** A workspace has few policies; these bounds are for one that is not what it seems. */
const mostFiles = 500;
const longestFile = 1_000_000;
const mostFolders = 20_000;
const deepest = 24;

/** Folders that hold others' files. */
const skipped = new Set(["node_modules", ".git"]);

/**
 * The policies in the folders of the workspace, as they are on the disk. Nothing is read before somebody asks; what was
 * read is kept until the editor says that a file has changed. A file that cannot be read, or is too long, is left out.
 */
export class WorkspacePolicies {
  #folders: readonly string[] = [];
  #byUri = new Map<string, Snapshot | undefined>();
  #found: Promise<void> | undefined;

  /** Sets the folders to look in, by their addresses; only those on a disk can be looked in. */
  setFolders(uris: readonly string[]): void {
    this.#folders = uris.flatMap((uri) => pathOf(uri) ?? []);
    this.#byUri.clear();
    this.#found = undefined;
  }

  /** Looks for the files, once; in a large workspace that takes a while, in which the server answers other requests. */
  find(): Promise<void> {
    this.#found ??= this.#find();
    return this.#found;
  }

  /** Every policy that was found, read when it is first asked for. */
  all(): readonly Snapshot[] {
    return [...this.#byUri.keys()].flatMap((uri) => this.of(uri) ?? []);
  }

  /** One of them; undefined when there is none at this address, or it cannot be read. */
  of(uri: string): Snapshot | undefined {
    const key = normalised(uri);
    if (!this.#byUri.has(key)) return undefined;
    const known = this.#byUri.get(key);
    if (known !== undefined) return known;
    const read = readPolicyFile(key);
    this.#byUri.set(key, read);
    return read;
  }

  /** The editor says that a file was made, changed or removed. */
  changed(uri: string): void {
    const key = normalised(uri);
    const path = pathOf(key);
    if (path === undefined || !isPolicyFile(path)) return;
    if (!this.#folders.some((folder) => isLookedInto(folder, path))) return;
    if (sizeOf(path) === undefined) this.#byUri.delete(key);
    else if (this.#byUri.has(key) || this.#byUri.size < mostFiles) this.#byUri.set(key, undefined);
  }

  async #find(): Promise<void> {
    for (const folder of this.#folders)
      for (const path of await findPolicyFiles(folder)) {
        const uri = pathToFileURL(path).href;
        if (!this.#byUri.has(uri) && this.#byUri.size < mostFiles) this.#byUri.set(uri, undefined);
      }
  }
}

/** Whether a file is called as policies are; the same names as in the manifest of the extension. */
export function isPolicyFile(path: string): boolean {
  const name = basename(path);
  return (
    name === "policy.json" ||
    name.endsWith(".policy.json") ||
    (name.endsWith(".json") && basename(dirname(path)) === ".policylayer")
  );
}

/** Whether a path lies in a folder, and in none of those that hold others' files. */
function isLookedInto(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return !isAbsolute(inside) && !inside.split(sep).some((name) => name === ".." || skipped.has(name));
}

async function findPolicyFiles(root: string): Promise<string[]> {
  const found: string[] = [];
  const open: { readonly folder: string; readonly depth: number }[] = [{ folder: root, depth: 0 }];
  let looked = 0;
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (++looked > mostFolders || found.length >= mostFiles) break;
    for (const entry of await entriesOf(next.folder)) {
      const path = join(next.folder, entry.name);
      // Links are not followed: they may lead in a circle, or out of the workspace.
      if (entry.isDirectory() && !skipped.has(entry.name) && next.depth < deepest)
        open.push({ folder: path, depth: next.depth + 1 });
      else if (entry.isFile() && isPolicyFile(path) && found.length < mostFiles) found.push(path);
    }
  }
  return found;
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function readPolicyFile(uri: string): Snapshot | undefined {
  const path = pathOf(uri);
  if (path === undefined || (sizeOf(path) ?? Number.POSITIVE_INFINITY) > longestFile) return undefined;
  try {
    return takeSnapshot(TextDocument.create(uri, "mcp-policy", 0, readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

function sizeOf(path: string): number | undefined {
  try {
    const found = statSync(path);
    return found.isFile() ? found.size : undefined;
  } catch {
    return undefined;
  }
}

function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith("file:") ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

/** One spelling of an address: editors write `file:///c%3A/` for `file:///c:/`, and `%40` for `@`. */
export function normalised(uri: string): string {
  const path = pathOf(uri);
  return path === undefined ? uri : pathToFileURL(path).href;
}
