import { dirname, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { PolicyPlace } from "../catalogue/chooseServer";
import { folderOfConfig } from "../disk/findConfig";
import { configuredServer } from "../service/config/configuredServer";
import { pathOf } from "./addresses";
import type { FoundConfig } from "./projectConfigs";

/** Where a document is, with the configuration that it goes by. */
export function policyPlace(uri: string, { uri: configUri, config, isBorrowed = false }: FoundConfig): PolicyPlace {
  const path = pathOf(uri);
  const configPath = configUri === undefined ? undefined : pathOf(configUri);
  if ((path === undefined && !isBorrowed) || configPath === undefined)
    return { folder: undefined, path: "", configured: undefined };
  const root = folderOfConfig(configPath);
  const inside =
    path === undefined || isBorrowed ? pathInAddress(uri, root) : relative(root, path).split(sep).join("/");
  return { folder: join(dirname(configPath), "servers"), path: inside, configured: configuredServer(inside, config) };
}

/** What an address of any scheme says of the place of a document: a code host and Git name the file whose text it is. */
function pathInAddress(uri: string, root: string): string {
  const pathname = (address: string): string => decodeURIComponent(new URL(address).pathname);
  try {
    const around = `${pathname(pathToFileURL(root).href)}/`;
    const path = pathname(uri);
    return path.startsWith(around) ? path.slice(around.length) : path.replace(/^\/+/, "");
  } catch {
    return "";
  }
}
