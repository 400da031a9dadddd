import { dirname, join, relative, sep } from "node:path";
import type { PolicyPlace } from "../catalogue/chooseServer";
import { folderOfConfig } from "../disk/findConfig";
import { knownServers } from "../mcp/knownServers";
import { configuredServer } from "../service/config/configuredServer";
import type { Environment } from "../service/environment";
import { namedTools } from "../service/namedTools";
import type { Snapshot } from "../service/snapshot";
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

/** The tools that a policy goes by, and how its server was chosen. The policy is read only where servers are imported. */
export async function toolsOfPolicy(
  place: PolicyPlace,
  read: () => Snapshot | undefined,
): Promise<Pick<Environment, "catalogue" | "server">> {
  return (await knownServers()).choose(place, () => {
    const policy = read();
    return policy === undefined ? [] : namedTools(policy.policy);
  });
}
