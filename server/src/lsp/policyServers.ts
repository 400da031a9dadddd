import type { PolicyPlace } from "../catalogue/chooseServer";
import { knownServers } from "../mcp/knownServers";
import type { Environment } from "../service/environment";
import { namedTools } from "../service/namedTools";
import type { Snapshot } from "../service/snapshot";

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
