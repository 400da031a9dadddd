import * as vscode from "vscode";
import { workerScript } from "./workerScript";

/** What puts the server's files together, and lists them: esbuild.mjs writes both. */
const loader = "worker.js";
const list = "workerScripts.json";

/** The script of the worker that the server runs in. */
export async function serverScript(extensionUri: vscode.Uri): Promise<string> {
  const read = async (name: string): Promise<string> =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, "dist", name)));
  const names: readonly string[] = JSON.parse(await read(list));
  const [start = "", ...texts] = await Promise.all([loader, ...names].map(read));
  return workerScript(start, new Map(names.map((name, at) => [name, texts[at] ?? ""])));
}
