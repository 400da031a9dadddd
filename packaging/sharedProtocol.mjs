/**
 * The packages of the language server protocol that the server uses, in `dist/protocol.js`. The extension has a copy of its own,
 * since a browser loads it as one file.
 */
const modules = [
  "vscode-jsonrpc",
  "vscode-jsonrpc/node",
  "vscode-languageserver-types",
  "vscode-languageserver-protocol",
  "vscode-languageserver-protocol/node",
];

/** The source of `dist/protocol.js`: the modules by name. */
export const protocolFile = modules.map((name) => `exports["${name}"] = require("${name}");`).join("\n");

/**
 * Takes the modules from `protocol.js` beside the bundle.
 * @type {import("esbuild").Plugin}
 */
export const sharedProtocol = {
  name: "shared-protocol",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/protocol\.js$/, namespace: "shared-protocol" }, ({ path }) => ({ path, external: true }));
    onResolve({ filter: new RegExp(`^(?:${modules.join("|")})$`) }, ({ path }) => ({
      path,
      namespace: "shared-protocol",
    }));
    onLoad({ filter: /.*/, namespace: "shared-protocol" }, ({ path }) => ({
      contents: `module.exports = require("./protocol.js")["${path}"];`,
    }));
  },
};
