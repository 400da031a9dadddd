import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { narrowTables } from "./narrowTables.mjs";

const folder = fileURLToPath(new URL("../docs/rules", import.meta.url));

/**
 * The pages of the rules, by the names of their files. The extension holds them in one file: so many small ones are packed
 * badly, and were three times as large.
 *
 * @returns {string} JSON
 */
export function rulePagesFile() {
  const names = readdirSync(folder).filter((name) => name.endsWith(".md"));
  return JSON.stringify(
    Object.fromEntries(names.sort().map((name) => [name, narrowTables(readFileSync(join(folder, name), "utf8"))])),
  );
}
