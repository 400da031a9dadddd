import * as vscode from "vscode";
import { type ForkOptions, LanguageClient, TransportKind } from "vscode-languageclient/node";
import { testPattern } from "../../../server/src/policy/policyFiles";
import { type ExtensionApi, startExtension } from "../extension";
import type { Platform } from "../platform";
import { machine } from "./machine";

export { deactivate } from "../extension";

/** VS Code on a machine: the language server is a process of its own. */
const desktop: Platform = {
  machine,
  findTestFiles: (most) => vscode.workspace.findFiles(testPattern, "**/node_modules/**", most),
  createClient(context, clientOptions) {
    const module = context.asAbsolutePath("dist/server.js");
    // Node.js keeps the compiled program there, which makes the next start a tenth cheaper: a place of this user alone.
    const compiled = vscode.Uri.joinPath(context.globalStorageUri, "compiled").fsPath;
    const options: ForkOptions = { env: { NODE_COMPILE_CACHE: compiled } };
    return new LanguageClient(
      "mcpPolicy",
      "MCP Policy",
      {
        run: { module, transport: TransportKind.ipc, options },
        debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--nolazy", "--inspect=6019"] } },
      },
      clientOptions,
    );
  },
};

/** Starts the extension on a machine. Called by VS Code when the first policy or test is there. */
export function activate(context: vscode.ExtensionContext): Promise<ExtensionApi> {
  return startExtension(context, desktop);
}
