import type { Range } from "vscode-languageserver-types";

/**
 * Request: everything that agents can call, over the servers and policies of the workspace. Reads files, starts nothing.
 * `StackParams` → `StackResult`.
 */
export const stackRequest = "mcpPolicy/stack";

/**
 * Notification, server → client: what the last answer to `mcpPolicy/stack` says may have changed. It is sent once; ask again
 * to be told again.
 */
export const stackChangedNotification = "mcpPolicy/stackChanged";

/** How a stack is printed, as `mcp-policy stack --format` does. */
export type StackFormat = "markdown" | "csv" | "json";

export interface StackParams {
  /** Also prints it. */
  readonly format?: StackFormat;
  /** Looks for the files of the workspace again, whatever the editor has told of them. */
  readonly again?: boolean;
}

export interface StackResult {
  /** Imported servers, and the bundled one where a policy is about it; by name. */
  readonly servers: readonly StackServerEntry[];
  /** A row for each tool under each policy; what is open and dangerous first. */
  readonly tools: readonly StackToolEntry[];
  /** Two tools that can be called: one reads what outsiders write, the other one sends. Not all are listed. */
  readonly pairs: readonly { readonly reads: StackPairTool; readonly sends: StackPairTool }[];
  readonly pairCount: number;
  /** What could not be looked at, in sentences. Contains names: untrusted. */
  readonly left: readonly string[];
  /** The stack in the format that was asked for; null for none. */
  readonly report: string | null;
}

/** A server; its name tells it from all others. */
export interface StackServerEntry {
  readonly name: string;
  /** Address of the file with its tools; null for the bundled one. */
  readonly file: string | null;
  /** Address of the folder that its repository has as root; null for the bundled one where there is none. */
  readonly folder: string | null;
  readonly tools: number;
  readonly policies: readonly StackPolicyEntry[];
}

/** A policy that is about a server. */
export interface StackPolicyEntry {
  readonly uri: string;
  /** From the repository's root. */
  readonly path: string;
}

/** One tool under one policy. All texts are untrusted. */
export interface StackToolEntry {
  readonly server: string;
  /** The policy's path; null where no policy is about the server. */
  readonly policy: string | null;
  readonly tool: string;
  readonly risk: string;
  readonly category: string;
  /** "not covered", "unknown", "allowed", "limited", "guarded", "denied" or "hidden". */
  readonly state: string;
  readonly stateInWords: string;
  /** What the tool does, by its server. */
  readonly summary: string;
  /** Why it has its risk. */
  readonly why: string;
  /** Where the policy names it; null where it does not. */
  readonly range: Range | null;
}

export interface StackPairTool {
  readonly server: string;
  readonly tool: string;
  readonly what: string;
}
