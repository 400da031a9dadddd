import { knownServers } from "../../mcp/knownServers";
import { policyFileKind } from "../../policy/policyFiles";
import { snapshotOf } from "../../service/snapshot";
import type { StackServer } from "../../service/stack/stack";
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
  const policies = new Map<string, StackServer["policies"][number][]>();
  for (const { path } of files.filter((file) => policyFileKind(file.path) !== "config")) {
    try {
      const snapshot = snapshotOf((await readText(path)).text);
      if (snapshot.foreign !== undefined || snapshot.isOversized) continue;
      const { server } = await environmentOf(world, path, snapshot, configs);
      if (server?.choice.kind !== "chosen") continue;
      const about = policies.get(server.choice.server) ?? [];
      about.push({ path: slashed(path), policy: snapshot.policy });
      policies.set(server.choice.server, about);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      complain(error.message);
      process.exitCode = 2;
    }
  }
  const [bundled, ...imported] = known.names(folder);
  // The bundled one is not used by everyone.
  const names = [...(bundled !== undefined && policies.has(bundled) ? [bundled] : []), ...imported];
  return names.flatMap((name) => {
    const catalogue = known.named(folder, name);
    return catalogue === undefined ? [] : [{ name, catalogue, policies: policies.get(name) ?? [] }];
  });
}
