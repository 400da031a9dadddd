/**
 * The libraries of the language server, as objects that inherit their names. esbuild copies the own names of a CommonJS
 * module for each module that imports it, one by one: here that is hundreds of names, dozens of times, before a server has
 * started. What an object inherits is not copied, and is found all the same.
 */
const libraries = /^vscode-languageserver(?:\/node|-types)?$/;

/** @type {import("esbuild").Plugin} */
export const inheritedNames = {
  name: "inherited-names",
  setup({ onResolve, onLoad, initialOptions }) {
    onResolve({ filter: libraries }, ({ path, kind, namespace }) =>
      kind === "import-statement" && namespace === "file" ? { path, namespace: "inherited" } : undefined,
    );
    onLoad({ filter: libraries, namespace: "inherited" }, ({ path }) => ({
      contents: `module.exports = Object.create(require("${path}"));`,
      resolveDir: initialOptions.absWorkingDir,
    }));
  },
};
