import type { CancellationToken } from "vscode-languageserver";
import type { DocumentParams } from "../protocol/document";
import type { Environment } from "../service/environment";
import type { Snapshot } from "../service/snapshot";

/** Makes a handler for a request about an open document. */
export type About = <Parameters extends DocumentParams, Result>(
  request: string,
  fallback: Result,
  answer: (
    snapshot: Snapshot,
    environment: Environment,
    parameters: Parameters,
    token?: CancellationToken,
  ) => Result | Promise<Result>,
) => (parameters: Parameters, token?: CancellationToken) => Promise<Result>;
