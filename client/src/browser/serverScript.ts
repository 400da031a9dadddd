import * as vscode from "vscode";

/** What puts the others together, and lists them: esbuild.mjs writes both. */
const loader = "worker.js";
const list = "workerScripts.json";

/** The script of the worker that the server runs in: the server's own files, each as a function, and what runs them. */
export async function serverScript(extensionUri: vscode.Uri): Promise<string> {
  const read = async (name: string): Promise<string> =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, "dist", name)));
  const names: readonly string[] = JSON.parse(await read(list));
  const [start, ...scripts] = await Promise.all([loader, ...names].map(read));
  const functions = scripts.map(
    (script, at) => `${JSON.stringify(names[at])}: (module, exports, require, __filename) => {\n${script}\n}`,
  );
  return `${start}\npolicyWorker.start({${functions.join(",\n")}});`;
}
