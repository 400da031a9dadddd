import { type Dirent, lstatSync, readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import { policyFileKind } from "../policy/policyFiles";
import { type Snapshot, takeSnapshot } from "../service/snapshot";

/** A workspace has few policies; these bounds are for one that is not what it seems. */
const mostFiles = 500;
const longestFile = 1_000_000;
const mostFolders = 20_000;
const deepest = 24;

/** Folders that hold others' files. */
const skipped = new Set(["node_modules", ".git"]);

/** What was read of a file, and the state of the file then. */
interface Read {
  readonly state: string;
  readonly snapshot: Snapshot | undefined;
}

/**
 * The policies in the folders of the workspace, as they are on the disk. Nothing is read before somebody asks; what was
 * read is kept while the file stays as it is. That is looked up each time: not every editor tells of changes, and a
 * rename by an old text would break the file. A file that cannot be read, or is too long, is left out.
 */
export class WorkspacePolicies {
  #folders: readonly string[] = [];
  #byUri = new Map<string, Read | undefined>();
  #found: Promise<void> | undefined;

  /** Looks in further folders, by their addresses, and in some no more; only those on a disk can be looked in. */
  changeFolders(added: readonly string[], removed: readonly string[] = []): void {
    const gone = new Set(pathsOf(removed));
    this.#folders = [...new Set([...this.#folders.filter((folder) => !gone.has(folder)), ...pathsOf(added)])];
    for (const uri of this.#byUri.keys()) if (!this.#isLookedInto(pathOf(uri))) this.#byUri.delete(uri);
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
    const path = pathOf(key);
    const state = path === undefined ? undefined : stateOf(path);
    if (path === undefined || state === undefined) return undefined;
    const known = this.#byUri.get(key);
    if (known?.state === state.text) return known.snapshot;
    const snapshot = state.size > longestFile ? undefined : readPolicyFile(key, path);
    this.#byUri.set(key, { state: state.text, snapshot });
    return snapshot;
  }

  /** The editor says that a file was made, changed or removed. */
  changed(uri: string): void {
    const key = normalised(uri);
    const path = pathOf(key);
    if (path === undefined || policyFileKind(path) !== "policy" || !this.#isLookedInto(path)) return;
    if (stateOf(path) === undefined) this.#byUri.delete(key);
    else if (this.#byUri.has(key) || this.#byUri.size < mostFiles) this.#byUri.set(key, undefined);
  }

  async #find(): Promise<void> {
    for (const folder of this.#folders)
      for (const path of await findPolicyFiles(folder)) {
        const uri = pathToFileURL(path).href;
        // A folder may have left the workspace while it was looked through.
        if (!this.#byUri.has(uri) && this.#byUri.size < mostFiles && this.#isLookedInto(path))
          this.#byUri.set(uri, undefined);
      }
  }

  #isLookedInto(path: string | undefined): boolean {
    return path !== undefined && this.#folders.some((folder) => isLookedInto(folder, path));
  }
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
      else if (entry.isFile() && policyFileKind(path) === "policy" && found.length < mostFiles) found.push(path);
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

function readPolicyFile(uri: string, path: string): Snapshot | undefined {
  try {
    // As editors do: they count the characters of a line without the byte order mark.
    const text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
    return takeSnapshot(TextDocument.create(uri, "mcp-policy", 0, text));
  } catch {
    return undefined;
  }
}

/** What tells one state of a file from another; undefined when there is no file, but a folder, a link or nothing. */
function stateOf(path: string): { readonly size: number; readonly text: string } | undefined {
  try {
    const found = lstatSync(path);
    const { size, mtimeMs, ctimeMs, ino } = found;
    return found.isFile() ? { size, text: `${size} ${mtimeMs} ${ctimeMs} ${ino}` } : undefined;
  } catch {
    return undefined;
  }
}

function pathsOf(uris: readonly string[]): string[] {
  return uris.flatMap((uri) => pathOf(uri) ?? []);
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
