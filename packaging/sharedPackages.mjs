/**
 * `dist/extension.js` is the extension for both hosts, as one file, since a browser loads no other. What only a machine can do
 * is in `dist/desktop.js`, which loads it and takes these packages from it: twice they were a sixth of the packed extension.
 */
const packages = new Map([
  ["vscode-jsonrpc", "rpc"],
  ["vscode-languageserver-protocol", "protocol"],
  ["vscode-languageclient", "client"],
]);

/**
 * Takes the extension, and the common part of the packages, from `extension.js` beside the bundle.
 * @type {import("esbuild").Plugin}
 */
export const sharedPackages = {
  name: "shared-packages",
  setup({ onResolve, onLoad }) {
    const namespace = "shared-packages";
    onResolve({ filter: /^\.\/extension\.js$/, namespace }, ({ path }) => ({ path, external: true }));
    onResolve({ filter: /^\.\.\/extension$/ }, () => ({ path: "extension", namespace }));
    onResolve({ filter: /^[\w-]+$/ }, ({ path }) => (packages.has(path) ? { path, namespace } : undefined));
    onResolve({ filter: /^\.\.\/common\/(?:api|client)$/ }, ({ importer }) => {
      const [, path = ""] = /node_modules[\\/]([\w-]+)[\\/]lib[\\/]node[\\/]/.exec(importer) ?? [];
      return packages.has(path) ? { path, namespace } : undefined;
    });
    onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: `module.exports = require("./extension.js")${packages.has(path) ? `.packages.${packages.get(path)}` : ""};`,
    }));
  },
};
