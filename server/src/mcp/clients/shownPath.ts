import { relative } from "node:path";
import type { ClientFile } from "./clientFiles";
import type { System } from "./systemFolders";

/** The path of a client's file, for people: from the workspace, or from the home folder with `~`. */
export function shownPath(
  path: string,
  { place }: Pick<ClientFile, "place">,
  workspace: string,
  { home }: System,
): string {
  const slashed = (text: string): string => text.replaceAll("\\", "/");
  if (place === "workspace") return slashed(relative(workspace, path));
  const inside = relative(home, path);
  return inside.startsWith("..") ? slashed(path) : `~/${slashed(inside)}`;
}
