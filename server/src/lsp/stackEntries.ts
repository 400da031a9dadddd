import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundledServer, type KnownServers, knownServers } from "../mcp/knownServers";
import type { StackParams, StackResult } from "../protocol/stack";
import { namedTools } from "../service/namedTools";
import type { Snapshot } from "../service/snapshot";
import { joinStack, notImported } from "../service/stack/joinStack";
import { serverInStack } from "../service/stack/serverInStack";
import type { StackServer } from "../service/stack/stack";
import { type FoundPolicy, stackEntries } from "../service/stack/stackEntries";
import { normalised } from "./addresses";
import type { ClosedPolicies } from "./closed/closedPolicies";
import type { WorkspaceFiles } from "./closed/workspaceFiles";
import { policyPlace } from "./policyPlace";
import type { FoundConfig } from "./projectConfigs";

/** What the stack is made of. */
export interface StackSurroundings {
  readonly files: WorkspaceFiles;
  readonly closed: ClosedPolicies;
  /** Policies that are open and worked on. */
  openPolicies(): readonly Snapshot[];
  /** The configuration that a document goes by. */
  configOf(uri: string): FoundConfig;
}

/** A policy of the workspace, with the folder of the servers that it may be about. */
interface Placed extends FoundPolicy {
  readonly folder: string | undefined;
  readonly server: string;
}

/** Everything that agents can call. */
export async function stackOf(surroundings: StackSurroundings, { format, again }: StackParams): Promise<StackResult> {
  if (again === true) await surroundings.files.findAgain();
  const left: string[] = [];
  const servers = await serversOf(surroundings, left);
  return stackEntries(servers, left, format);
}

/** The policies that are about a server, by the address of its file. */
export async function policiesAbout(
  surroundings: StackSurroundings,
  serverFile: string,
): Promise<StackServer["policies"]> {
  // Not every editor tells of new files.
  await surroundings.files.findAgain();
  const servers = await serversOf(surroundings, []);
  return servers.find(({ file }) => file === serverFile)?.policies ?? [];
}

async function serversOf(
  surroundings: StackSurroundings,
  left: string[],
): Promise<readonly (StackServer<Placed> & { readonly file: string | null; readonly folder: string | null })[]> {
  const known = await knownServers();
  const policies = await policiesOf(surroundings, known, left);
  const { files, configOf } = surroundings;
  const folders = new Set<string | undefined>(policies.map(({ folder }) => folder));
  for (const each of files.folders) {
    const policy = pathToFileURL(join(each, "policy.json")).href;
    folders.add(policyPlace(policy, configOf(policy)).folder);
  }
  const found = [...folders].flatMap((folder) => {
    const own = policies.filter((policy) => policy.folder === folder);
    const servers = { names: known.names(folder), named: (name: string) => known.named(folder, name) };
    const joined = joinStack(servers, own).map((server) => ({ ...server, at: folder }));
    // Said last: what is wrong with a file is known when it was read.
    if (folder !== undefined) left.push(...known.unread(folder).map((sentence) => `.mcp-policy/servers: ${sentence}`));
    return joined;
  });
  const isTwice = new Set(found.map(({ name }) => name).filter((name, index, all) => all.indexOf(name) < index));
  return found.map(({ at, ...server }) => ({
    ...server,
    name: isTwice.has(server.name) && at !== undefined ? `${server.name} (${basename(rootOf(at))})` : server.name,
    file:
      at === undefined || server.name === bundledServer || server.name === notImported
        ? null
        : pathToFileURL(join(at, `${server.name}.json`)).href,
    folder: at === undefined ? null : pathToFileURL(rootOf(at)).href,
  }));
}

/** The folder `.mcp-policy/servers` is two below the repository's root. */
function rootOf(serversFolder: string): string {
  return dirname(dirname(serversFolder));
}

async function policiesOf(
  { files, closed, openPolicies, configOf }: StackSurroundings,
  known: KnownServers,
  left: string[],
): Promise<readonly Placed[]> {
  await files.find();
  if (files.incomplete !== undefined) left.push(`The workspace has ${files.incomplete}.`);
  const stored: Snapshot[] = [];
  for (const uri of files.all("policy")) {
    // Other requests have their turn between two files.
    await new Promise((resolve) => setImmediate(resolve));
    const snapshot = closed.snapshot(uri);
    if (snapshot === undefined) left.push(`${basename(uri)} cannot be read.`);
    else stored.push(snapshot);
  }
  // Taken last, so that what was edited meanwhile counts as it is now.
  const open = openPolicies();
  const isOpen = new Set(open.map(({ uri }) => normalised(uri)));
  const all = [...open, ...stored.filter(({ uri }) => !isOpen.has(normalised(uri)))];
  return all.flatMap((snapshot) => {
    if (snapshot.foreign !== undefined) return [];
    const place = policyPlace(snapshot.uri, configOf(snapshot.uri));
    const path = place.path === "" ? basename(snapshot.uri) : place.path;
    if (snapshot.isOversized) {
      left.push(`${path} is too large to be read.`);
      return [];
    }
    const { catalogue, server: chosen } = known.choose(place, () => namedTools(snapshot.policy));
    const server = serverInStack(snapshot.policy, chosen.choice, catalogue);
    if (server === undefined) {
      left.push(`It is not clear which server ${path} is about. Choose it, and it is listed.`);
      return [];
    }
    return [{ server, folder: place.folder, path, policy: snapshot.policy, snapshot }];
  });
}
