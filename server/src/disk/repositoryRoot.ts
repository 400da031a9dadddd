import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The folder of the Git repository that a folder lies in; undefined outside of any. In a work tree `.git` is a file. */
export function repositoryRoot(folder: string): string | undefined {
  for (let current = resolve(folder); ; current = dirname(current)) {
    if (existsSync(join(current, ".git"))) return current;
    if (dirname(current) === current) return undefined;
  }
}
