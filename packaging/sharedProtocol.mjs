/**
 * The packages of the language server protocol that the extension and the server both use. They are bundled once, into
 * `dist/protocol.js`, and the other bundles load that file: twice they were a tenth of the packed extension.
 */
const modules = [
  "vscode-jsonrpc",
  "vscode-jsonrpc/node",
  "vscode-languageserver-types",
  "vscode-languageserver-protocol",
  "vscode-languageserver-protocol/node",
];

/** The source of `dist/protocol.js`: the modules by name. Each runs when it is asked for: in a browser those for Node.js never are. */
export const protocolFile = `module.exports = {
${modules.map((name) => `get "${name}"() { return require("${name}"); },`).join("\n")}
};`;

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
    // What the packages have for a browser, or for Node.js, lies on top of what they have in common.
    onResolve({ filter: /^\.\.\/common\/api$/ }, ({ importer }) => {
      const [, path = ""] = /node_modules[\\/]([\w-]+)[\\/]lib[\\/](?:browser|node)[\\/]/.exec(importer) ?? [];
      return modules.includes(path) ? { path, namespace: "shared-protocol" } : undefined;
    });
    onLoad({ filter: /.*/, namespace: "shared-protocol" }, ({ path }) => ({
      contents: `module.exports = require("./protocol.js")["${path}"];`,
    }));
  },
};
