import { readFile } from "node:fs/promises";

/**
 * Lets esbuild leave out what nobody uses of refa: its one file is a CommonJS module whose tables of Unicode, 0.8 MB for
 * the syntax of JavaScript, are made by calls that a bundler has to keep. As an ES module with calls marked as pure, only
 * the automata remain.
 * @type {import("esbuild").Plugin}
 */
export const onlyUsedTables = {
  name: "only-used-tables",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/]refa[\\/]index\.js$/ }, async ({ path }) => ({
      contents: asModule(await readFile(path, "utf8"), path),
      loader: "js",
    }));
  },
};

/** @param {string} text @param {string} path */
function asModule(text, path) {
  const start = text.indexOf("exports.CharBase=");
  const [body, exported] = [text.slice(0, start), text.slice(start)];
  const flag = 'Object.defineProperty(exports,"__esModule",{value:!0});';
  if (start < 0 || !body.includes(flag) || body.replace(flag, "").includes("exports."))
    throw new Error(`${path} is not built as it was: see packaging/onlyUsedTables.mjs.`);
  const pure = body
    .replace(flag, "")
    .replace(/=(Object\.freeze\(|JSON\.parse\(|I\.(?:empty|all|from\w+)\()/g, "=/*@__PURE__*/$1")
    .replace(/([,=])(new \w+\()/g, "$1/*@__PURE__*/$2");
  return pure + exported.replace(/(^|,)exports\.(\w+)=/g, ";export const $2=");
}
