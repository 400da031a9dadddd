/** Takes the place of test/extension/restoreFolder.ts: in a browser files are reached through VS Code alone. */
import { FileType, workspace } from "vscode";
import { fileUri, read, write } from "../../extension/editor";

/** What the folder has before any test runs: folders without a text. */
let atStart: ReadonlyMap<string, string | undefined> = new Map();
suiteSetup(async () => {
  atStart = await listing("");
});

/** Makes the workspace's folder what it was at the start. */
export async function restoreFolder(): Promise<void> {
  const now = await listing("");
  for (const path of now.keys()) {
    const above = path.slice(0, Math.max(path.lastIndexOf("/"), 0));
    // With a folder goes what is in it.
    if (!atStart.has(path) && (above === "" || atStart.has(above)))
      await workspace.fs.delete(fileUri(path), { recursive: true });
  }
  for (const [path, text] of atStart) if (text !== undefined && now.get(path) !== text) await write(path, text);
}

async function listing(folder: string): Promise<Map<string, string | undefined>> {
  const found = new Map<string, string | undefined>();
  for (const [name, type] of await workspace.fs.readDirectory(fileUri(folder))) {
    const path = folder === "" ? name : `${folder}/${name}`;
    // The settings of the workspace: each test takes its own back.
    if (path === ".vscode") continue;
    found.set(path, type === FileType.File ? await read(fileUri(path)) : undefined);
    if (type === FileType.Directory) for (const [inner, text] of await listing(path)) found.set(inner, text);
  }
  return found;
}
