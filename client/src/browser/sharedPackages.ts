/** The packages that `dist/desktop.js` takes from the extension's bundle: packaging/sharedPackages.mjs. */

export * as rpc from "vscode-jsonrpc";
export * as client from "vscode-languageclient";
export * as protocol from "vscode-languageserver-protocol";
