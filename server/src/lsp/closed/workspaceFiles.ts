import { type Stats, statSync } from "node:fs";
import { lstat } from "node:fs/promises";
import { dirname, isAbsolute, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { FileEvent } from "vscode-languageserver";
import { repositoryRoot } from "../../disk/repositoryRoot";
import { policyFileKind } from "../../policy/policyFiles";
import { grouped } from "../../policy/words/plain/grouped";
import { normalised, pathOf } from "../addresses";
import { type Bounds, findFiles, skippedFolders, usualBounds } from "./findFiles";

type KindOf = (path: string) => "policy" | "test" | undefined;

function kindByName(path: string): "policy" | "test" | undefined {
  const kind = policyFileKind(path);
  return kind === "config" ? undefined : kind;
}

/**
 * The addresses of the policies and policy tests in the folders of the workspace, in one spelling. Of a folder that comes
 * with all that is in it, editors tell late, in part, or nothing; so what is asked for is looked for again.
 */
export class WorkspaceFiles {
  readonly #kindOf: KindOf;
  readonly #bounds: Bounds;
  #folders: readonly string[] = [];
  readonly #known = new Set<string>();
  #incomplete: string | undefined;
  #first: Promise<unknown> | undefined;
  #search: Promise<readonly string[]> | undefined;

  /** `kindOf` says by its path what a file is that is looked for; undefined for any other. */
  constructor(kindOf: KindOf = kindByName, bounds: Bounds = usualBounds) {
    this.#kindOf = kindOf;
    this.#bounds = bounds;
  }

  /** Looks in further folders, by their addresses, and in some no more; only those on a disk can be looked in. */
  changeFolders(added: readonly string[], removed: readonly string[] = []): void {
    const gone = new Set(removed.flatMap((uri) => pathOf(uri) ?? []));
    const kept = this.#folders.filter((folder) => !gone.has(folder));
    this.#folders = [...new Set([...kept, ...added.flatMap((uri) => pathOf(uri) ?? [])])];
    for (const uri of this.#known) if (!this.isInside(uri)) this.#known.delete(uri);
    this.#first = undefined;
    this.#search = undefined;
  }

  /** Looks for the files, once; in a large workspace that takes a while, in which the server answers other requests. */
  async find(): Promise<void> {
    this.#first ??= this.findAgain();
    await this.#first;
  }

  /** Looks everywhere again; the addresses that have come or gone since. Who asks meanwhile waits for the same search. */
  findAgain(): Promise<readonly string[]> {
    const search =
      this.#search ??
      this.#findAgain().finally(() => {
        if (this.#search === search) this.#search = undefined;
      });
    this.#search = search;
    return search;
  }

  /** The folders that are looked in, by their paths. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  /** Why not everything was looked at; undefined when it was. */
  get incomplete(): string | undefined {
    return this.#incomplete;
  }

  /** What was found, policies or tests. */
  all(kind: "policy" | "test"): readonly string[] {
    return [...this.#known].filter((uri) => (policyFileKind(uri) === "test" ? "test" : "policy") === kind);
  }

  /** What a file is that is looked for; undefined for any other. */
  kindOf(uri: string): "policy" | "test" | undefined {
    const path = pathOf(uri);
    return path === undefined ? undefined : this.#kindOf(path);
  }

  has(uri: string): boolean {
    return this.#known.has(normalised(uri));
  }

  /** The folders that a checkout of this file has: those of the workspace, and its repository; none for one outside. */
  rootsOf(uri: string): readonly string[] {
    const path = pathOf(uri);
    const repository = path === undefined ? undefined : repositoryRoot(dirname(path));
    const roots = repository === undefined ? [] : [repository];
    return (this.isInside(uri) ? [...this.#folders, ...roots] : roots).map((folder) => pathToFileURL(folder).href);
  }

  /** Whether an address lies in the workspace, and in none of the folders that hold others' files. */
  isInside(uri: string): boolean {
    const path = pathOf(uri);
    return path !== undefined && this.#folders.some((folder) => isLookedInto(folder, path));
  }

  /**
   * The editor says that files or folders were made, changed or removed. The addresses that are affected, and whether a
   * folder came, whose files may come later than it.
   */
  async changed(events: readonly FileEvent[]): Promise<{ affected: readonly string[]; hasFolder: boolean }> {
    const affected = new Set<string>();
    let hasFolder = false;
    for (const { uri } of events) {
      const key = normalised(uri);
      const path = pathOf(key);
      if (path === undefined || !this.isInside(key)) continue;
      // Looked up, whatever is said: a file that is replaced may be said to be gone when it is back already.
      const found = await lstat(path).catch(() => undefined);
      if (found?.isFile() === true) {
        if (this.#kindOf(path) === undefined) continue;
        affected.add(key);
        this.#add(key);
      } else if (found?.isDirectory() === true) {
        hasFolder = true;
        for (const address of await this.#findIn(key, path)) affected.add(address);
      } else if (this.#known.delete(key)) affected.add(key);
      // Of a folder that is gone nothing else is told.
      else for (const below of this.#below(key)) affected.add(below);
    }
    return { affected: [...affected], hasFolder };
  }

  #below(folder: string): readonly string[] {
    const gone = [...this.#known].filter((uri) => uri.startsWith(`${folder}/`));
    for (const uri of gone) this.#known.delete(uri);
    return gone;
  }

  async #findAgain(): Promise<readonly string[]> {
    const before = new Set(this.#known);
    const now = new Set<string>();
    this.#incomplete = undefined;
    for (const folder of this.#folders) for (const uri of await this.#look(folder)) now.add(uri);
    for (const uri of before) if (!now.has(uri)) this.#known.delete(uri);
    // A folder may have left the workspace while it was looked through.
    for (const uri of now) if (this.isInside(uri)) this.#add(uri);
    return [...before, ...now].filter((uri) => before.has(uri) !== now.has(uri));
  }

  /** Looks below one folder; what has come and gone there. */
  async #findIn(folder: string, path: string): Promise<readonly string[]> {
    const now = new Set(await this.#look(path));
    const gone = [...this.#known].filter((uri) => uri.startsWith(`${folder}/`) && !now.has(uri));
    for (const uri of gone) this.#known.delete(uri);
    return [...gone, ...[...now].filter((uri) => this.#add(uri))];
  }

  async #look(folder: string): Promise<readonly string[]> {
    const { paths, incomplete } = await findFiles(folder, this.#bounds, (path) => this.#kindOf(path) !== undefined);
    this.#incomplete ??= incomplete;
    return paths.map((path) => pathToFileURL(path).href);
  }

  /** Whether the address is new. */
  #add(uri: string): boolean {
    if (this.#known.has(uri)) return false;
    if (this.#known.size >= this.#bounds.files) {
      this.#incomplete ??= `more than ${grouped(this.#bounds.files)} policies and policy tests`;
      return false;
    }
    this.#known.add(uri);
    return true;
  }
}

/** Whether a file is there that can be read but not be written. */
export function isReadOnly(uri: string): boolean {
  const path = pathOf(uri);
  if (path === undefined) return false;
  try {
    const { mode }: Stats = statSync(path);
    // By the mode, since the system lets an administrator write anything.
    return (mode & 0o222) === 0;
  } catch {
    return false;
  }
}

/** Whether a path lies in a folder, and in none of those that hold others' files. */
function isLookedInto(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return !isAbsolute(inside) && !inside.split(sep).some((name) => name === ".." || skippedFolders.has(name));
}
