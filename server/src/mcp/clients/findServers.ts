import { lstat, readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileFailure } from "../../disk/fileFailure";
import { readRegularFile } from "../../disk/readRegularFile";
import { brokenFile } from "./brokenFile";
import { clientFiles } from "./clientFiles";
import type { FoundServer } from "./foundServer";
import { serversIn } from "./serversIn";
import { shownPath } from "./shownPath";
import { type System, userPath } from "./systemFolders";

/** A larger file is not read; Claude Code's own can have several MB. */
const mostBytes = 30_000_000;

/** More files of a folder of one client are not read. */
const mostFiles = 100;

/** The servers that all clients know, of a workspace and of the person. Reads files, and runs nothing. */
export async function findServers(workspace: string, system: System): Promise<FoundServer[]> {
  const lists = await Promise.all(
    clientFiles.map(async (file) => {
      const path = file.place === "workspace" ? join(workspace, file.path) : userPath(file.path, system);
      const found: FoundServer[] = [];
      for (const each of await filesAt(path)) {
        const isThere = await lstat(each).catch(() => undefined);
        if (isThere === undefined) continue;
        const shown = shownPath(each, file, workspace, system);
        try {
          const bytes = await readRegularFile(each, mostBytes);
          found.push(...(await serversIn(bytes.toString("utf8"), file, shown, workspace)));
        } catch (error) {
          const why = fileFailure(each, error).message.replace(each, () => "This");
          found.push(brokenFile(file, shown, [why]));
        }
      }
      return found;
    }),
  );
  return lists.flat();
}

async function filesAt(path: string): Promise<readonly string[]> {
  if (basename(path) !== "*") return [path];
  const names = await readdir(dirname(path)).catch(() => []);
  return names
    .filter((name) => /\.(?:ya?ml|json)$/.test(name))
    .sort()
    .slice(0, mostFiles)
    .map((name) => join(dirname(path), name));
}
