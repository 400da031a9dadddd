import { dirname, join, relative, sep } from "node:path";
import type { PolicyPlace } from "../catalogue/chooseServer";
import { folderOfConfig } from "../disk/findConfig";
import { configuredServer } from "../service/config/configuredServer";
import { pathOf } from "./addresses";
import type { FoundConfig } from "./projectConfigs";

/** Where a document is, with the configuration that it goes by. */
export function policyPlace(uri: string, { uri: configUri, config }: FoundConfig): PolicyPlace {
  const path = pathOf(uri);
  const configPath = configUri === undefined ? undefined : pathOf(configUri);
  if (path === undefined || configPath === undefined) return { folder: undefined, path: "", configured: undefined };
  const inside = relative(folderOfConfig(configPath), path).split(sep).join("/");
  return { folder: join(dirname(configPath), "servers"), path: inside, configured: configuredServer(inside, config) };
}
