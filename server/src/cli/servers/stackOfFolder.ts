import { dirname, relative, resolve } from "node:path";
import { knownServers } from "../../mcp/knownServers";
import { policyFileKind } from "../../policy/policyFiles";
import { snapshotOf } from "../../service/snapshot";
import { joinStack, type PolicyOfServer } from "../../service/stack/joinStack";
import { serverInStack } from "../../service/stack/serverInStack";
import type { StackPolicy, StackServer } from "../../service/stack/stack";
import { environment, environmentOf } from "../environment";
import { findFiles, type LostFile } from "../findFiles";
import { refuseOversized } from "../openPolicy";
import { ProjectConfigs } from "../projectConfig";
import { nameOf, readText, slashed } from "../readText";
import { complain, note, UsageError } from "../terminal";
import { serversFolder } from "./serversFolder";
import { noteUnreadServers } from "./unreadServers";

/** The servers of a repository, and what of its policies was looked for in vain. */
export interface StackOfFolder {
  readonly servers: readonly StackServer[];
  readonly lost: readonly LostFile[];
  /** How many policies were found. */
  readonly found: number;
  /** Where policies were looked for; undefined for the whole repository. */
  readonly lookedIn: string | undefined;
  /** What was said beside, for a report to programs. */
  readonly notes: readonly string[];
}

/** The servers of a repository, each with the policies that are about it. Says what cannot be read. */
export async function stackOfFolder(words: readonly string[]): Promise<StackOfFolder> {
  const configs = new ProjectConfigs(undefined);
  const wanted = { takes: (path: string) => configs.takes(path, "policy"), name: "policies" };
  const { files, lost: unfound } = await findFiles(words, wanted);
  const lost = [...unfound];
  const known = await knownServers();
  const world = await environment();
  const folder = serversFolder();
  const notes = new Set<string>();
  const policies: PolicyOfServer<StackPolicy>[] = [];
  const others: { readonly path: string; readonly product: string }[] = [];
  for (const { path } of files.filter((file) => policyFileKind(file.path) !== "config")) {
    try {
      const snapshot = snapshotOf((await readText(path)).text);
      if (snapshot.foreign !== undefined) {
        others.push({ path: nameOf(slashed(path)), product: snapshot.foreign });
        continue;
      }
      refuseOversized(snapshot, nameOf(slashed(path)));
      const { policy } = snapshot;
      const { server: about, catalogue, notes: said } = await environmentOf(world, path, snapshot, configs);
      for (const sentence of said) notes.add(sentence);
      const server = about && serverInStack(policy, about.choice, catalogue);
      if (server !== undefined) policies.push({ server, path: slashed(path), policy });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      complain(error.message);
      process.exitCode = 2;
    }
  }
  const servers = joinStack({ names: known.names(folder), named: (name) => known.named(folder, name) }, policies);
  // Said last: what is wrong with a file is known when it was read.
  const unread = noteUnreadServers(known, folder);
  if (unread.length > 0) process.exitCode = 2;
  for (const sentence of unread) notes.add(sentence);
  const where = lookedIn(words, dirname(dirname(folder)));
  // Nothing that was named is a policy of a gateway: a list without a row would say that nothing can be called.
  const isNone = files.length > 0 && others.length === files.length;
  if (!isNone) for (const { path, product } of others) note(`${path} is a policy of ${product}, and is left alone.`);
  else
    for (const { path, product } of others)
      lost.push({ path, problem: `${path} is a policy of ${product}, not of an MCP gateway.`, isEmpty: true });
  return { servers, lost, found: files.length - others.length, lookedIn: where, notes: [...notes] };
}

function lookedIn(words: readonly string[], root: string): string | undefined {
  const ways = words.map((word) => relative(root, resolve(word)));
  return ways.includes("") ? undefined : ways.map(slashed).join(", ");
}
