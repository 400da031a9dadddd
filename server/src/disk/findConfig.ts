import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { repositoryRoot } from "./repositoryRoot";

/** Where a repository keeps its configuration, below the folder that it is about. */
const configPath = join(".mcp-policy", "config.json");

/**
 * The path of the configuration that a file in a folder goes by: the nearest one upwards, no further than the root of the
 * repository; outside of a repository no further than `outermost`, if the folder lies in that, since a folder for
 * everybody, such as that of temporary files, may have one of somebody else. undefined where there is none.
 */
export function findConfig(folder: string, outermost: string): string | undefined {
  for (const current of foldersUp(folder, outermost)) {
    const path = join(current, configPath);
    if (existsSync(path)) return path;
  }
  return undefined;
}

/** Where the configuration would be that a file in a folder goes by: at the root of the repository. */
export function configToMake(folder: string, outermost: string): string {
  return join(foldersUp(folder, outermost).at(-1) ?? resolve(folder), configPath);
}

/** The folder that a configuration is about. */
export function folderOfConfig(path: string): string {
  return dirname(dirname(path));
}

function foldersUp(folder: string, outermost: string): string[] {
  const start = resolve(folder);
  const bound = repositoryRoot(start) ?? (isIn(start, resolve(outermost)) ? resolve(outermost) : start);
  const folders = [start];
  for (let current = start; current !== bound && dirname(current) !== current; ) {
    current = dirname(current);
    folders.push(current);
  }
  return folders;
}

function isIn(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || !/^\.\.(?:[\\/]|$)|^[\\/]|^[a-z]:/i.test(way);
}
