import * as vscode from "vscode";
import { loadScripts, type Scripts } from "../../../server/src/worker/loadScripts";
import { bundleFiles } from "./bundleFiles";
import type * as host from "./host";
import { scriptFunctions } from "./scriptFunctions";

/** The host's part, and what it takes from the files that the desktop loads as well. */
const start = "inBrowser.js";
const files = [start, "extension.js", "protocol.js"];

let loading: Promise<typeof host> | undefined;

/** Called by VS Code when the first policy or test is there. In a browser it loads one file alone; this one loads the others. */
export async function activate(context: vscode.ExtensionContext): ReturnType<typeof host.activate> {
  loading = load(context.extensionUri);
  return (await loading).activate(context);
}

/** Called by VS Code when the window closes or the extension is turned off. */
export async function deactivate(): Promise<void> {
  await (await loading)?.deactivate();
}

async function load(extensionUri: vscode.Uri): Promise<typeof host> {
  const script = `export default ${scriptFunctions(await bundleFiles(extensionUri, files))};`;
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    const { default: scripts }: { readonly default: Scripts } = await import(address);
    return loadScripts(scripts, () => vscode)(start) as typeof host;
  } finally {
    URL.revokeObjectURL(address);
  }
}
