import type * as vscode from "vscode";
import { bundleFiles } from "./bundleFiles";
import { workerScript } from "./workerScript";

/** What puts the server's files together, and lists them: esbuild.mjs writes both. */
const loader = "worker.js";
const list = "workerScripts.json";

/** The script of the worker that the server runs in. */
export async function serverScript(extensionUri: vscode.Uri): Promise<string> {
  const own = await bundleFiles(extensionUri, [loader, list]);
  const names: readonly string[] = JSON.parse(own.get(list) ?? "[]");
  return workerScript(own.get(loader) ?? "", await bundleFiles(extensionUri, names));
}
