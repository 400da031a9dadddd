import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The folder of the rules' pages in the project that this server was built in, as an address that ends in a slash: for an
 * editor that brings no pages. This module is in the file that is started, which is in `dist`.
 */
export function pagesBeside(): string | undefined {
  // The same bundle runs in a browser's worker, which has no folder.
  if (typeof __dirname === "undefined") return undefined;
  const folder = resolve(__dirname, "../docs/rules");
  return existsSync(resolve(folder, "README.md")) ? `${pathToFileURL(folder).href}/` : undefined;
}
