/**
 * Modules that lie in a file of their own, with what they alone need; it is read when one of their names is first used: what
 * imports such a module gets an object that loads it then. Unlike `import()` this needs no wait, so that whoever uses the
 * module looks as always.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/**
 * A module of ours by its path, or a package with what is imported of it.
 * @typedef {{ readonly path: string } | { readonly name: string, readonly names: readonly string[] }} UsedModule
 */

/** The entry that is the module itself. @param {UsedModule} used */
export const entryOf = (used) => `whole:${nameOf(used)}`;

/** The file of a module. @param {string} folder @param {UsedModule} used */
export const fileOf = (folder, used) => `${folder}/${nameOf(used)}.js`;

/** @param {UsedModule} used */
const nameOf = (used) => ("path" in used ? used.path.replace(/^.*\/|\.\w+$/g, "") : used.name);

/**
 * Loads the modules from files in a folder, whose path is one from the file that the program starts with.
 * @param {readonly UsedModule[]} modules @param {string} folder
 * @returns {import("esbuild").Plugin}
 */
export function whenUsed(modules, folder) {
  return {
    name: "when-used",
    setup({ onResolve, onLoad, initialOptions: { absWorkingDir = "" } }) {
      onResolve({ filter: /^whole:/ }, ({ path }) => ({ path: path.slice("whole:".length), namespace: "whole" }));
      onResolve({ filter: /^\.\//, namespace: "when-used" }, ({ path }) => ({ path, external: true }));
      for (const used of modules) {
        const name = nameOf(used);
        const filter = new RegExp(`^${name}$`);
        const names = "path" in used ? exportsOf(resolve(absWorkingDir, used.path)) : used.names;
        onResolve({ filter: new RegExp(`(?:^|/)${name}$`) }, ({ namespace }) =>
          namespace === "whole" ? undefined : { path: name, namespace: "when-used" },
        );
        onLoad({ filter, namespace: "whole" }, () => ({
          contents: `export { ${names} } from "${"path" in used ? `./${used.path}` : name}";`,
          resolveDir: absWorkingDir,
        }));
        onLoad({ filter, namespace: "when-used" }, () => ({
          contents: `module.exports = { ${names.map((each) => `get ${each}() { return require("${fileOf(`./${folder}`, used)}").${each}; }`)} };`,
        }));
      }
    },
  };
}

/** The names of what a module of ours exports. @param {string} path */
function exportsOf(path) {
  return [...readFileSync(path, "utf8").matchAll(/^export (?:async )?(?:class|const|function) (\w+)/gm)].map(
    ([, name]) => name,
  );
}
