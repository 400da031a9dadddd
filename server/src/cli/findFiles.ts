import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { glob, isDynamicPattern } from "tinyglobby";
import { unreadable } from "./readText";
import { UsageError } from "./terminal";

/** The files that paths and patterns name, each once; `-` is standard input. A path that exists is no pattern. */
export async function findFiles(words: readonly string[]): Promise<readonly string[]> {
  const found = new Map<string, string>();
  // As it was named first, however it is named again.
  const add = (path: string, file = resolve(path)): void => void (found.has(file) || found.set(file, path));
  for (const word of words) {
    if (word === "-") {
      add(word, word);
      continue;
    }
    const problem = await whyNoFile(word);
    if (problem === undefined) add(word);
    else if (problem.code === "ENOENT" && isDynamicPattern(word)) for (const path of await match(word)) add(path);
    else if (problem.code === "EISDIR")
      throw new UsageError(`${word} is a folder. Name files, or quote a pattern such as "${word}/**/*.json".`);
    else throw unreadable(word, problem);
  }
  return [...found.values()];
}

async function whyNoFile(path: string): Promise<NodeJS.ErrnoException | undefined> {
  try {
    return (await stat(path)).isDirectory() ? Object.assign(new Error(), { code: "EISDIR" }) : undefined;
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

async function match(pattern: string): Promise<readonly string[]> {
  const ignore = ["**/node_modules/**", "**/.git/**"];
  const paths = await glob(pattern, { dot: true, expandDirectories: false, ignore }).catch((error: Error) => {
    throw new UsageError(`The pattern ${pattern} cannot be used: ${error.message}.`);
  });
  if (paths.length === 0)
    throw new UsageError(`No file matches ${pattern}. Quote patterns, so that the shell leaves them alone.`);
  return paths.sort();
}
