import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { policyFileKind } from "../../policy/policyFiles";
import { grouped } from "../../policy/words/plain/grouped";

/** A workspace has few policies; these bounds are for one that is not what it seems. That one is reached is told. */
export interface Bounds {
  readonly files: number;
  readonly folders: number;
  readonly depth: number;
}

export const usualBounds: Bounds = { files: 20_000, folders: 50_000, depth: 40 };

/** Folders that hold others' files. */
export const skippedFolders: ReadonlySet<string> = new Set(["node_modules", ".git"]);

/** What was found below a folder. */
export interface Found {
  /** Paths of policies and of policy tests. */
  readonly paths: readonly string[];
  /** Why not everything was looked at; undefined when it was. */
  readonly incomplete: string | undefined;
}

/** Looks for policies and their tests below a folder. Links are not followed: they may lead in a circle, or out of it. */
export async function findFiles(
  root: string,
  { files, folders, depth }: Bounds,
  isWanted: (path: string) => boolean = isOurs,
): Promise<Found> {
  const paths: string[] = [];
  const open: { readonly folder: string; readonly depth: number }[] = [{ folder: root, depth: 0 }];
  let incomplete: string | undefined;
  for (let at = 0; at < open.length; at++) {
    const next = open[at];
    if (next === undefined) break;
    if (at >= folders) return { paths, incomplete: `more than ${grouped(folders)} folders` };
    for (const entry of await entriesOf(next.folder)) {
      const path = join(next.folder, entry.name);
      if (entry.isDirectory()) {
        if (skippedFolders.has(entry.name)) continue;
        if (next.depth < depth) open.push({ folder: path, depth: next.depth + 1 });
        else incomplete = `folders that are more than ${depth} levels deep`;
      } else if (entry.isFile() && isWanted(path)) {
        if (paths.length >= files)
          return { paths, incomplete: `more than ${grouped(files)} policies and policy tests` };
        paths.push(path);
      }
    }
  }
  return { paths, incomplete };
}

/** Whether a file is a policy or the tests of one, by its name. */
export function isOurs(path: string): boolean {
  const kind = policyFileKind(path);
  return kind === "policy" || kind === "test";
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    // Gone meanwhile, or not ours to look at.
    return [];
  }
}
