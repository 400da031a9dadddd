import { type CancellationToken, ErrorCodes, ResponseError } from "vscode-languageserver";
import { injectFault } from "./faults";
import { whatIsMissing } from "./parameters";

/** Where the server writes what a person can look up later. */
export interface Log {
  error(message: string): void;
}

/**
 * Makes a request handler safe: whatever it throws is logged with the name of its request, and the answer is
 * `fallback`; a request that was cancelled before its turn is not worked on. No request takes the server down. One that
 * lacks what its handler looks at is refused with a sentence, and so is one whose handler refuses it.
 */
export function guard<Parameters, Result>(
  log: Log,
  request: string,
  fallback: Result,
  handler: (parameters: Parameters, token?: CancellationToken) => Result | Promise<Result>,
): (parameters: Parameters, token?: CancellationToken) => Promise<Result> {
  return async (parameters, token) => {
    if (token?.isCancellationRequested === true) return fallback;
    refuseIf(whatIsMissing(request, parameters));
    try {
      // Empty in what is shipped, where the build takes the whole line out; see esbuild.mjs.
      if (process.env.MCP_POLICY_FAULTS) await injectFault(process.env.MCP_POLICY_FAULTS, request);
      return await handler(parameters, token);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      log.error(`${request} failed: ${inWords(error)}`);
      return fallback;
    }
  };
}

/** Refuses a request with a sentence that says what is wrong with its parameters; undefined: nothing is. */
export function refuseIf(reason: string | undefined): void {
  if (reason !== undefined) throw new ResponseError(ErrorCodes.InvalidParams, reason);
}

/** Whatever was thrown. A value that cannot even be written out must not make the guard itself fail. */
function inWords(error: unknown): string {
  try {
    return error instanceof Error ? String(error.stack ?? error.message) : String(error);
  } catch {
    return "a value was thrown that cannot be shown";
  }
}
