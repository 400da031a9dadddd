/**
 * What `dist/extension.js` has for the bundles of the two hosts, `dist/desktop.js` and `dist/inBrowser.js`: the extension, and
 * the language client that they start it with.
 */
export const extensionFile = `export * from "./client/src/extension";
export * as languageClient from "vscode-languageclient";`;

/**
 * Takes the extension and the common part of the language client from `extension.js` beside the bundle.
 * @type {import("esbuild").Plugin}
 */
export const sharedExtension = {
  name: "shared-extension",
  setup({ onResolve, onLoad }) {
    const namespace = "shared-extension";
    const extension = { path: "extension", namespace };
    const client = { path: "languageClient", namespace };
    onResolve({ filter: /^\.\/extension\.js$/, namespace }, ({ path }) => ({ path, external: true }));
    onResolve({ filter: /^\.\.\/extension$/ }, () => extension);
    onResolve({ filter: /^vscode-languageclient$/ }, () => client);
    onResolve({ filter: /^\.\.\/common\/(?:api|client)$/ }, ({ importer }) =>
      /node_modules[\\/]vscode-languageclient[\\/]/.test(importer) ? client : undefined,
    );
    onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: `module.exports = require("./extension.js")${path === client.path ? `.${path}` : ""};`,
    }));
  },
};
