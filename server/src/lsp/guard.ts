import type { CancellationToken } from "vscode-languageserver";
import { injectFault } from "./faults";

/** Where the server writes what a person can look up later. */
export interface Log {
  error(message: string): void;
}

/**
 * Makes a request handler safe: whatever it throws is logged with the name of its request, and the answer is
 * `fallback`; a request that was cancelled before its turn is not worked on. No request takes the server down.
 */
export function guard<Parameters, Result>(
  log: Log,
  request: string,
  fallback: Result,
  handler: (parameters: Parameters, token?: CancellationToken) => Result | Promise<Result>,
): (parameters: Parameters, token?: CancellationToken) => Promise<Result> {
  return async (parameters, token) => {
    if (token?.isCancellationRequested === true) return fallback;
    try {
      // Empty in what is shipped, where the build takes the whole line out; see esbuild.mjs.
      if (process.env.MCP_POLICY_FAULTS) await injectFault(process.env.MCP_POLICY_FAULTS, request);
      return await handler(parameters, token);
    } catch (error) {
      log.error(`${request} failed: ${inWords(error)}`);
      return fallback;
    }
  };
}

/** Whatever was thrown. A value that cannot even be written out must not make the guard itself fail. */
function inWords(error: unknown): string {
  try {
    return error instanceof Error ? String(error.stack ?? error.message) : String(error);
  } catch {
    return "a value was thrown that cannot be shown";
  }
}
