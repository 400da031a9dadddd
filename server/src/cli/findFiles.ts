import { lstat, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";
import { missingFile } from "../disk/missingFile";
import { skippedFolders, walkFolder } from "../disk/walkFolder";
import { quoteWithin } from "../policy/words/plain/quote";

/** A file to work on. */
export interface FoundFile {
  /** As it was named, or below the folder that was. */
  readonly path: string;
  /** Whether a person has named this very file; else it was found in a folder or by a pattern. */
  readonly isNamed: boolean;
}

/** What a word of the command line could not be taken for. */
export interface LostFile {
  readonly path: string;
  readonly problem: string;
  /** It is a folder that has none of what is looked for. */
  readonly isEmpty?: true;
}

/** What words name, each file once; what cannot be found is each word's failure alone. */
export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly lost: readonly LostFile[];
}

/** What is looked for in folders. */
export interface Wanted {
  /** Whether a file of a folder is one, by its path. A file that is named is always taken. */
  readonly takes: (path: string) => boolean | Promise<boolean>;
  /** What the files are called in a sentence. */
  readonly name: string;
}

/**
 * The files that paths, folders and patterns name; `-` is standard input. A path that exists is no pattern. Links are
 * followed only where they are named.
 */
export async function findFiles(words: readonly string[], { takes, name }: Wanted): Promise<FoundFiles> {
  const found = new Map<string, FoundFile>();
  const lost: LostFile[] = [];
  // As it was named first, however it is named again.
  const add = (path: string, isNamed: boolean, file = resolve(path)): void =>
    void (found.has(file) || found.set(file, { path, isNamed }));
  for (const word of words) {
    if (word === "-") {
      add(word, true, word);
      continue;
    }
    const kind = await kindOf(word);
    if (kind === "file") add(word, true);
    else if (kind === "folder") {
      const { files, failures } = await walkFolder(word === "." ? "" : word, takes);
      for (const path of files) add(path, false);
      for (const { message } of failures) lost.push({ path: word, problem: message });
      if (files.length + failures.length === 0)
        lost.push({ path: word, problem: `There are no ${name} in ${folderName(word)}.`, isEmpty: true });
    } else if (isDynamicPattern(word) && "code" in kind && kind.code === "ENOENT") {
      const paths = await match(word);
      if (typeof paths === "string") lost.push({ path: word, problem: paths });
      else for (const path of paths) add(path, false);
    } else lost.push({ path: word, problem: (await missingFile(word, kind)).message });
  }
  return { files: [...found.values()], lost };
}

/** A folder as it was named; dots alone are told by the name of the folder that they stand for. */
function folderName(word: string): string {
  if (!/^[./\\]+$/.test(word)) return quoteWithin(word, 300);
  const name = basename(resolve(word));
  return name === "" ? quoteWithin(word, 300) : `the folder ${quoteWithin(name, 300)}`;
}

async function kindOf(path: string): Promise<"file" | "folder" | Error> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The files that a pattern matches, or why there are none. */
async function match(pattern: string): Promise<readonly string[] | string> {
  const ignore = [...skippedFolders].map((folder) => `**/${folder}/**`);
  const options = { dot: true, expandDirectories: false, followSymbolicLinks: false, ignore };
  let paths: string[];
  try {
    paths = await glob(pattern, options);
  } catch (error) {
    return `The pattern ${pattern} cannot be used: ${(error as Error).message}.`;
  }
  const links = await Promise.all(paths.map((path) => isLink(path)));
  const files = paths.filter((_, index) => links[index] !== true);
  if (files.length === 0) return `No file matches ${pattern}. Quote patterns to keep the shell from expanding them.`;
  return files.sort();
}

async function isLink(path: string): Promise<boolean> {
  // What cannot be looked at is said when it is read.
  return lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
}
