import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type BuiltCli, buildCli, type Run } from "./builtCli";

/** A repository for each test, beside a built command line, and how it is written to and run in. */
export interface Repository {
  readonly folder: string;
  /** Writes a file, an object as JSON, and returns its name. */
  readonly write: (name: string, content: string | Uint8Array | object) => string;
  /** Runs the command line in it, or in a folder below it. */
  readonly run: (words: readonly string[], below?: string) => Promise<Run>;
}

/** Has each test of a file begin in a new repository. */
export function useRepository(): Repository {
  let cli: BuiltCli;
  let folder: string;
  beforeAll(async () => {
    cli = await buildCli();
  });
  afterAll(() => cli.remove());
  beforeEach(() => {
    folder = mkdtempSync(join(cli.folder, "repository-"));
    mkdirSync(join(folder, ".git"));
  });
  return {
    get folder() {
      return folder;
    },
    write: (name, content) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      const isText = typeof content === "string" || content instanceof Uint8Array;
      writeFileSync(join(folder, name), isText ? content : JSON.stringify(content));
      return name;
    },
    run: (words, below = ".") => cli.runIn(join(folder, below), words),
  };
}
