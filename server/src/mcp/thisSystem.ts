import { homedir } from "node:os";
import type { System } from "./clients/systemFolders";
import type { Variables } from "./clients/variables";

/** The system that this process runs on. */
export function thisSystem(): System {
  return { platform: process.platform, home: homedir(), env: process.env };
}

/** Where the values of variables come from, for the servers of a workspace. */
export function variablesOf(workspace: string): Variables {
  return { env: process.env, workspace, home: homedir() };
}
