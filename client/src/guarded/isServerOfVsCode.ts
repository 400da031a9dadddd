import type { ImportSource } from "../servers/importSource";

/** Whether VS Code takes a server itself from where it was found: from its own files, and from `.mcp.json` in a folder's root. */
export function isServerOfVsCode(foundIn: ImportSource["foundIn"]): boolean {
  return foundIn !== undefined && (foundIn.client === "VS Code" || foundIn.file === ".mcp.json");
}
