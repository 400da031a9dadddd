import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** Where a repository keeps its configuration, below the folder that it is about. */
const configPath = join(".mcp-policy", "config.json");

/** What lies in a folder and in those around it, up to the root of the repository. */
interface Around {
  /** The nearest configuration. */
  readonly config: string | undefined;
  /** The root of the repository; undefined outside of any. */
  readonly root: string | undefined;
}

/** What was looked up of folders, for callers that ask about many. Forget it when files may have come or gone. */
export type KnownFolders = Map<string, Around>;

/**
 * The path of the configuration that a file in a folder goes by: the nearest one upwards, no further than the root of the
 * repository; outside of a repository no further than `outermost`, if the folder lies in that, since a folder for
 * everybody, such as that of temporary files, may have one of someone else. undefined where there is none.
 */
export function findConfig(folder: string, outermost: string, known: KnownFolders = new Map()): string | undefined {
  const { config, root } = lookAround(resolve(folder), known);
  if (config === undefined || root !== undefined) return config;
  return isIn(folderOfConfig(config), bound(folder, outermost)) ? config : undefined;
}

/** Where the configuration would be that a file in a folder goes by: at the root of the repository. */
export function configToMake(folder: string, outermost: string, known: KnownFolders = new Map()): string {
  return join(lookAround(resolve(folder), known).root ?? bound(folder, outermost), configPath);
}

/** The folder that a configuration is about. */
export function folderOfConfig(path: string): string {
  return dirname(dirname(path));
}

function lookAround(folder: string, known: KnownFolders): Around {
  const before = known.get(folder);
  if (before !== undefined) return before;
  const path = join(folder, configPath);
  const config = existsSync(path) ? path : undefined;
  const parent = dirname(folder);
  const isRoot = existsSync(join(folder, ".git"));
  const above = isRoot || parent === folder ? undefined : lookAround(parent, known);
  const around = { config: config ?? above?.config, root: isRoot ? folder : above?.root };
  known.set(folder, around);
  return around;
}

function bound(folder: string, outermost: string): string {
  return isIn(resolve(folder), resolve(outermost)) ? resolve(outermost) : resolve(folder);
}

function isIn(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || !/^\.\.(?:[\\/]|$)|^[\\/]|^[a-z]:/i.test(way);
}
