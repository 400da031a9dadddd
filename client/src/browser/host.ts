import * as vscode from "vscode";
import { type ExtensionApi, startExtension } from "../extension";
import { findTestFiles } from "./findTestFiles";
import { WorkerClient } from "./workerClient";

export { deactivate } from "../extension";

/** Starts the extension in a browser. */
export async function activate(context: vscode.ExtensionContext): Promise<ExtensionApi> {
  // What needs a machine is hidden by this.
  await vscode.commands.executeCommand("setContext", "mcpPolicy.inBrowser", true);
  return startExtension(context, {
    machine: undefined,
    findTestFiles,
    createClient: ({ extensionUri }, options) => new WorkerClient(extensionUri, options),
  });
}
