import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileUri } from "./editor";

/** Names of files are bytes: read as Latin-1, each byte is a character, and none is lost. */
const bytewise = "latin1";

const root = fileUri("").fsPath.replace(/\/$/, "");
/** What the folder has when the tests are loaded, before any of them runs: folders without a text. */
const atStart = listing();

/** Makes the workspace's folder what it was at the start, by the file system alone. In a browser: test/web/extensionTests. */
export async function restoreFolder(): Promise<void> {
  for (const path of listing().keys())
    if (!atStart.has(path)) rmSync(Buffer.from(path, bytewise), { recursive: true, force: true });
  for (const [path, text] of atStart)
    if (text !== undefined && textOf(path) !== text) writeFileSync(Buffer.from(path, bytewise), text);
}

function listing(folder = root): Map<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  for (const entry of readdirSync(Buffer.from(folder, bytewise), { withFileTypes: true, encoding: bytewise })) {
    const path = `${folder}/${entry.name}`;
    // The settings of the workspace: each test takes its own back.
    if (path === `${root}/.vscode`) continue;
    found.set(path, entry.isFile() ? textOf(path) : undefined);
    if (entry.isDirectory()) for (const [inner, text] of listing(path)) found.set(inner, text);
  }
  return found;
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(Buffer.from(path, bytewise), "utf8");
  } catch {
    return undefined;
  }
}
