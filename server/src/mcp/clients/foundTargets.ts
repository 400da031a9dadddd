import { createHash } from "node:crypto";
import { type EntryTarget, entryTarget } from "./entryTarget";
import { findServers } from "./findServers";
import type { FoundServer } from "./foundServer";
import type { System } from "./systemFolders";
import type { Variables } from "./variables";

/** A server of a client with what starts it. */
export interface FoundTarget {
  readonly server: FoundServer;
  /** undefined for an entry that cannot be used. */
  readonly target: EntryTarget | undefined;
  /** Tells the entry from every other, and from itself after a change: what was shown is what is started. */
  readonly id: string;
}

/** The servers of all clients, with what starts them. `more` are values for variables that have none. */
export async function foundTargets(system: System, variables: Variables): Promise<readonly FoundTarget[]> {
  const servers = await findServers(variables.workspace, system);
  return servers.map((server) => {
    const { entry, client, file, name } = server;
    const target = entry === undefined ? undefined : entryTarget({ ...server, entry }, variables);
    const raw = entry === undefined ? "" : JSON.stringify({ ...entry, ...mapsOf(entry) });
    const digest = createHash("sha256").update(raw).digest("hex").slice(0, 16);
    return { server, target, id: `${client}:${file}:${name}:${digest}` };
  });
}

function mapsOf(entry: NonNullable<FoundServer["entry"]>): object {
  return entry.kind === "command" ? { env: [...entry.env] } : { headers: [...entry.headers] };
}
