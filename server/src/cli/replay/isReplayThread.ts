import { isMainThread, workerData } from "node:worker_threads";

/** What tells a thread of ours from one that someone else started with this file. */
export const replayRole = "mcp-policy replay";

/** Whether this is a thread that checks pieces of a log. */
export function isReplayThread(): boolean {
  const data = workerData as { readonly role?: unknown } | null;
  return !isMainThread && data?.role === replayRole;
}
