import { readFileSync, statSync } from "node:fs";
import { dirname, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { configToMake, findConfig, folderOfConfig, type KnownFolders } from "../disk/findConfig";
import { policyFileKind } from "../policy/policyFiles";
import { configuredKind } from "../service/config/configuredKind";
import { emptyConfig, type ProjectConfig } from "../service/config/projectConfig";
import { longestConfig, readConfig } from "../service/config/readConfig";
import { normalised, pathOf } from "./addresses";

/** The configuration that a document goes by. */
export interface FoundConfig {
  /** The address of the file; where there is none, of the one that would be made. undefined for what is on no disk. */
  readonly uri: string | undefined;
  /** As it is in the editor, if it is open there; undefined where there is none. */
  readonly text: string | undefined;
  readonly config: ProjectConfig;
  /** It is that of the workspace's only folder, for a document that is in none: never saved, or a side of a comparison. */
  readonly isBorrowed?: boolean;
}

/** For a question that is about no document. */
export const nothingFound: FoundConfig = { uri: undefined, text: undefined, config: emptyConfig };

/** What is reported as soon as it is seen, for any request. */
export interface ConfigNews {
  /** A configuration was read, for the first time or again. */
  read(uri: string): void;
  /** What some folder goes by has changed: everything is to be asked again. */
  changed(): void;
}

interface Read extends FoundConfig {
  readonly state: string;
}

/**
 * The configurations of the repositories that documents lie in. Whether a file has changed is looked up each time: not
 * every editor tells. One that is open counts as it is in the editor.
 */
export class ProjectConfigs {
  readonly #openText: (key: string) => string | undefined;
  readonly #folders = new Set<string>();
  readonly #read = new Map<string, Read>();
  /** What each folder went by when it was last asked about. */
  readonly #used = new Map<string, string>();
  readonly #news: ConfigNews;
  /** For `kindOf`, which is asked about every file of a workspace. */
  #known: KnownFolders = new Map();

  /** `openText` gives the text of an open document by its address in one spelling. */
  constructor(openText: (key: string) => string | undefined, news: ConfigNews) {
    this.#openText = openText;
    this.#news = news;
  }

  /** The workspace has folders with these addresses, and no longer those. */
  changeFolders(added: readonly string[], removed: readonly string[]): void {
    this.#known = new Map();
    for (const path of pathsOf(removed)) this.#folders.delete(path);
    for (const path of pathsOf(added)) this.#folders.add(path);
  }

  /** The configuration that a document, open or not, goes by. */
  of(uri: string): FoundConfig {
    const path = pathOf(uri);
    if (path !== undefined && (uri.startsWith("file:") || this.#isInside(path))) return this.#ofFolder(dirname(path));
    const [only, another] = this.#folders;
    if (only === undefined || another !== undefined)
      return path === undefined ? nothingFound : this.#ofFolder(dirname(path));
    return { ...this.#ofFolder(only), isBorrowed: true };
  }

  #isInside(path: string): boolean {
    return [...this.#folders].some((folder) => path.startsWith(folder + sep));
  }

  #ofFolder(folder: string): FoundConfig {
    const known: KnownFolders = new Map();
    const found = this.#pathFor(folder, known);
    if (found === undefined) {
      this.#note(folder, "");
      return { ...nothingFound, uri: pathToFileURL(configToMake(folder, this.#outermost(folder), known)).href };
    }
    const read = this.#readNow(found);
    this.#note(folder, read.state);
    return read;
  }

  /** What a file is that is looked for in folders; undefined for what is none of ours, or left out. */
  kindOf(uri: string): "policy" | "test" | undefined {
    const path = pathOf(uri);
    const kind = policyFileKind(uri);
    const found = path === undefined ? undefined : this.#pathFor(dirname(path), this.#known);
    if (path === undefined || found === undefined) return kind === "config" ? undefined : kind;
    const inside = relative(folderOfConfig(found), path).split(sep).join("/");
    return configuredKind(inside, this.#readNow(found).config);
  }

  /** Looks whether anything that a folder went by has changed since. */
  lookAgain(): void {
    this.#known = new Map();
    for (const folder of [...this.#used.keys()]) {
      const found = this.#pathFor(folder);
      this.#note(folder, found === undefined ? "" : this.#readNow(found).state);
    }
  }

  /** What is known of a configuration by its own address. */
  at(uri: string): FoundConfig | undefined {
    const path = pathOf(uri);
    return path === undefined ? undefined : this.#readNow(path);
  }

  #note(folder: string, state: string): void {
    const before = this.#used.get(folder);
    this.#used.set(folder, state);
    if (before === undefined || before === state) return;
    this.#known = new Map();
    this.#news.changed();
  }

  #pathFor(folder: string, known?: KnownFolders): string | undefined {
    return findConfig(folder, this.#outermost(folder), known);
  }

  /** Outside of a repository, the folder of the workspace bounds the search. */
  #outermost(folder: string): string {
    const around = [...this.#folders].filter((each) => folder === each || folder.startsWith(each + sep));
    return around.sort((a, b) => a.length - b.length)[0] ?? folder;
  }

  #readNow(path: string): Read {
    const uri = pathToFileURL(path).href;
    const key = normalised(uri);
    const open = this.#openText(key);
    const state = `${path} ${open === undefined ? stateOf(path) : `open ${open}`}`;
    const known = this.#read.get(key);
    if (known?.state === state) return known;
    const text = open ?? textOf(path);
    const read = { uri, text, config: text === undefined ? emptyConfig : readConfig(text), state };
    this.#read.set(key, read);
    this.#news.read(uri);
    return read;
  }
}

function pathsOf(uris: readonly string[]): string[] {
  return uris.flatMap((uri) => pathOf(uri) ?? []);
}

/** What tells one state of a file from another. */
function stateOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? "gone" : `${found.size} ${found.mtimeMs} ${found.ctimeMs} ${found.ino}`;
}

/** The text of a file; for one that is too long another that is, so that this is said of it. */
function textOf(path: string): string | undefined {
  try {
    const found = statSync(path);
    if (!found.isFile()) return undefined;
    return found.size > longestConfig * 3
      ? `{${" ".repeat(longestConfig)}`
      : readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch {
    return undefined;
  }
}
