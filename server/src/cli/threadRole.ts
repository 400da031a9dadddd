import { isMainThread, workerData } from "node:worker_threads";

/** What a thread of ours is started for; it tells ours from one that someone else started with this file. */
export type ThreadRole = "mcp-policy replay" | "mcp-policy check";

/** What every thread of ours is started with. */
export interface RoleData {
  readonly role: ThreadRole;
}

/** What this thread was started for; undefined for the main one. */
export function threadRole(): ThreadRole | undefined {
  if (isMainThread) return undefined;
  const role = (workerData as { readonly role?: unknown } | null)?.role;
  return role === "mcp-policy replay" || role === "mcp-policy check" ? role : undefined;
}
