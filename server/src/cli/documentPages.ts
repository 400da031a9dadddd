import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { findRule } from "../rules";
import { programFile } from "./programFile";
import { UsageError } from "./terminal";

/**
 * The addresses of the documents on rules and problems, below a folder that `--docs` names as an address; else below the
 * one that comes with the command line.
 */
export function documentPages(given: string | undefined): (code: string) => string {
  if (given !== undefined && !/^(?:https?|file):\/\/[^\s<>()[\]]+$/i.test(given))
    throw new UsageError(`--docs takes the address of a folder, such as https://example.com/docs, not ${given}.`);
  const folder = (given ?? pathToFileURL(ownDocuments()).href).replace(/\/$/, "");
  return (code) => (findRule(code) === undefined ? `${folder}/diagnostics.md` : `${folder}/rules/${code}.md`);
}

/** Beside the program in its package; above it in the project, whose build is in `dist`. */
function ownDocuments(): string {
  const folder = dirname(programFile);
  const packed = resolve(folder, "docs");
  return existsSync(packed) ? packed : resolve(folder, "../docs");
}
