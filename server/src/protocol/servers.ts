import type { DocumentParams } from "./document";

/** Which server a policy is about. Names are those of people or files: show them as plain text. */
export interface ServerOfPolicy {
  /** null when it is not clear. */
  readonly name: string | null;
  /** How it was chosen, or why it is not clear: "Server "github", by its tools". */
  readonly inWords: string;
  /** All that can be chosen. */
  readonly servers: readonly string[];
}

/** Request: the configuration that says which server an open policy is about. `ChooseServerParams` → `ChooseServerResult`. */
export const chooseServerRequest = "mcpPolicy/chooseServer";

export interface ChooseServerParams extends DocumentParams {
  readonly server: string;
}

export interface ChooseServerResult {
  /** Address of the configuration; null for a policy that is on no disk. */
  readonly uri: string | null;
  /** Its whole text afterwards; null when it cannot be written into. */
  readonly text: string | null;
}

/** Request: the servers that a new policy in a folder can be about. `ServersParams` → `ServersResult`. */
export const serversRequest = "mcpPolicy/servers";

export interface ServersParams {
  /** Address of a folder of the workspace. */
  readonly folder?: string;
}

export interface ServersResult {
  readonly servers: readonly { readonly name: string; readonly tools: number }[];
}
