/** What the action and the hooks install to build the command line: enough for it, and nothing that only tests need. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { packagesOfCli } from "../../packaging/installForBuild.mjs";
import { packageFolders } from "../../packaging/thirdPartyNotices.mjs";
import { buildServer } from "../lsp/builtServer";

const project = join(import.meta.dirname, "../..");
const names = Object.keys(packagesOfCli());
beforeAll(() => buildServer());

/** Packages and what they depend on, as entries of package-lock.json. */
function installedWith(roots: readonly string[]): Set<string> {
  const { packages } = JSON.parse(readFileSync(join(project, "package-lock.json"), "utf8"));
  const found = new Set<string>();
  const add = (name: string, from: string): void => {
    for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
      const entry = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
      if (packages[entry]) {
        if (found.has(entry)) return;
        found.add(entry);
        for (const each of Object.keys(packages[entry].dependencies ?? {})) add(each, entry);
        return;
      }
      if (folder === "") return;
    }
  };
  for (const name of roots) add(name, "");
  return found;
}

it("Everything in the command line's bundle is installed, and what builds it", () => {
  const installed = installedWith(names);
  for (const folder of packageFolders(join(project, "dist/cli.js")))
    expect(installed).toContain(folder.slice(folder.indexOf("node_modules/")));
  expect(names).toEqual(expect.arrayContaining(["esbuild", "ajv", "commander"]));
});

it("What only tests and the extension need is not", () => {
  const others = [
    "vitest",
    "playwright-core",
    "@biomejs/biome",
    "@vscode/vsce",
    "lit",
    "uplot",
    "vscode-languageclient",
  ];
  for (const name of others) {
    expect(existsSync(join(project, "node_modules", name)), name).toBe(true);
    expect(names).not.toContain(name);
  }
});

it("The manifest names no package that has to be installed: all of them are bundled", () => {
  const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  expect(manifest.dependencies).toBeUndefined();
});
