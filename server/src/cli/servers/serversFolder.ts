import { dirname, join } from "node:path";
import { configToMake, findConfig } from "../../disk/findConfig";
import { shortest } from "../readText";

/** The folder that has the servers of a file's repository; the current folder's for none. */
export function serversFolder(folder = "."): string {
  const config = findConfig(folder, ".") ?? configToMake(folder, ".");
  return shortest(join(dirname(config), "servers"));
}
