import { knownServers } from "../../mcp/knownServers";
import { policyFileKind } from "../../policy/policyFiles";
import { snapshotOf } from "../../service/snapshot";
import { joinStack, type PolicyOfServer } from "../../service/stack/joinStack";
import type { StackPolicy, StackServer } from "../../service/stack/stack";
import { environment, environmentOf } from "../environment";
import { findFiles } from "../findFiles";
import { ProjectConfigs } from "../projectConfig";
import { readText, slashed } from "../readText";
import { complain, UsageError } from "../terminal";
import { serversFolder } from "./serversFolder";

/** The servers of a repository, each with the policies that are about it. Says what cannot be read. */
export async function stackOfFolder(words: readonly string[]): Promise<readonly StackServer[]> {
  const configs = new ProjectConfigs(undefined);
  const { files } = await findFiles(words, { takes: (path) => configs.takes(path, "policy"), name: "policies" });
  const known = await knownServers();
  const world = await environment();
  const folder = serversFolder();
  const policies: PolicyOfServer<StackPolicy>[] = [];
  for (const { path } of files.filter((file) => policyFileKind(file.path) !== "config")) {
    try {
      const snapshot = snapshotOf((await readText(path)).text);
      if (snapshot.foreign !== undefined || snapshot.isOversized) continue;
      const { server } = await environmentOf(world, path, snapshot, configs);
      if (server?.choice.kind !== "chosen") continue;
      policies.push({ server: server.choice.server, path: slashed(path), policy: snapshot.policy });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      complain(error.message);
      process.exitCode = 2;
    }
  }
  return joinStack({ names: known.names(folder), named: (name) => known.named(folder, name) }, policies);
}
