import { realpathSync, statSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { repositoryRoot } from "../disk/repositoryRoot";
import { slashed } from "./readText";
import { UsageError } from "./terminal";

/**
 * The folder that the paths of a report are relative to, as `--root` names it: a forge wants its repository's root,
 * wherever the command runs. Outside of a repository it is the current folder.
 */
export function reportRoot(given: string | undefined): string {
  if (given === undefined) return repositoryRoot(".") ?? resolve(".");
  if (statSync(given, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UsageError(`--root takes a folder, and ${given} is not one.`);
  return resolve(given);
}

/** A path from the root of a report, with slashes; a file that lies outside of it keeps its whole path. */
export function pathFrom(root: string, path: string): string {
  const absolute = resolve(path);
  const inside = insideOf(root, absolute) ?? insideOf(real(root), real(absolute));
  return slashed(inside ?? absolute);
}

function insideOf(root: string, path: string): string | undefined {
  const way = relative(root, path);
  return way === "" || way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : way;
}

/** One of the two may be named by way of a link. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
