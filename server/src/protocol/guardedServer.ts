/** Makes the server's bundle a gateway over stdio: `server.js --gateway ORDER`, with a `GuardedServer` as JSON. */
export const gatewayWord = "--gateway";

/** A server that is run behind a policy, as a person has agreed to. It has names of variables and no values. */
export interface GuardedServer {
  /** Path of the policy. */
  readonly policy: string;
  /** Path of the folder whose clients have the server, and that it runs in. */
  readonly workspace: string;
  readonly server: GuardedTarget;
  /** Path of the log of its calls. */
  readonly log: string;
  /** Whether the log has the values of arguments. */
  readonly keepsValues: boolean;
  /** Paths of arguments whose values are not kept: `args.password`. */
  readonly redacted: readonly string[];
}

/**
 * What is run or reached: the very entry of a client that was shown (`FoundServerEntry.id`), a command with the variables that
 * it gets, or an address with the variable that each header's value comes from.
 */
export type GuardedTarget =
  | { readonly found: string }
  | { readonly command: readonly string[]; readonly env: readonly string[]; readonly cwd?: string }
  | { readonly url: string; readonly headers: Readonly<Record<string, string>> };
