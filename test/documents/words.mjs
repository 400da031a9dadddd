/**
 * `npm run words`: writes `l10n/bundle.l10n.json`, all strings that the client shows, by VS Code's own tool. A new string goes
 * from there into the bundle of each language (docs/translating.md); the tests compare.
 */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { getL10nJson } from "@vscode/l10n-dev";

const importLine = 'import * as l10n from "@vscode/l10n";';
const project = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The sources of the client, by their paths in the project.
 *
 * @returns {ReadonlyMap<string, string>}
 */
export function clientSources() {
  const names = readdirSync(join(project, "client/src"), { recursive: true, encoding: "utf8" });
  const sources = names.filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts")).sort();
  return new Map(
    sources.map((name) => [
      `client/src/${name.replaceAll("\\", "/")}`,
      readFileSync(join(project, "client/src", name), "utf8"),
    ]),
  );
}

/**
 * The strings that VS Code's tool finds in the client. It gets one source with one import: it makes its queries for each
 * import, and that took a minute.
 *
 * @returns {ReturnType<typeof getL10nJson>}
 */
export function wordsOfClient() {
  const sources = [...clientSources().values()].filter((source) => source.includes(importLine));
  const bodies = sources.map((source) => source.replace(/^import .*from "(?:vscode|@vscode\/l10n)";$/gm, ""));
  return getL10nJson([{ extension: ".ts", contents: [importLine, ...bodies].join("\n") }]);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const file = join(project, "l10n/bundle.l10n.json");
  writeFileSync(file, `${JSON.stringify(await wordsOfClient(), undefined, 2)}\n`);
  const formatter = fileURLToPath(import.meta.resolve("../../node_modules/@biomejs/biome/bin/biome"));
  process.exitCode = spawnSync(process.execPath, [formatter, "format", "--write", file], { stdio: "inherit" }).status;
}
