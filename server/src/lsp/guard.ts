import type { CancellationToken } from "vscode-languageserver";

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
  handler: (parameters: Parameters) => Result | Promise<Result>,
): (parameters: Parameters, token?: CancellationToken) => Promise<Result> {
  return async (parameters, token) => {
    if (token?.isCancellationRequested === true) return fallback;
    try {
      return await handler(parameters);
    } catch (error) {
      log.error(`${request} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return fallback;
    }
  };
}
