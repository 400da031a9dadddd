import type { CancellationToken, Connection } from "vscode-languageserver";
import type { DocumentRequest, ParamsOf, PolicyNotifications, PolicyRequest, ResultOf } from "../protocol/requests";
import type { Environment } from "../service/environment";
import type { Snapshot } from "../service/snapshot";
import type { About } from "./about";
import { guard } from "./guard";

/** The connection is not told the type of the answer: its own types cannot be proven of a request that is not known yet. */
type Handler<Request extends PolicyRequest> = (
  parameters: ParamsOf<Request>,
  token?: CancellationToken,
) => Promise<object>;

/**
 * Answers a request of our own, guarded. Parameters, fallback and answer are those of the protocol: another shape does
 * not compile.
 */
export function onPolicyRequest<Request extends PolicyRequest>(
  connection: Connection,
  request: Request,
  fallback: ResultOf<Request>,
  answer: (parameters: ParamsOf<Request>, token?: CancellationToken) => ResultOf<Request> | Promise<ResultOf<Request>>,
): void {
  const handler: Handler<Request> = guard(connection.console, request, fallback, answer);
  connection.onRequest(request as string, handler);
}

/** Answers a request of our own about an open document; `fallback` when the document is not open. */
export function onDocumentRequest<Request extends DocumentRequest>(
  connection: Connection,
  about: About,
  request: Request,
  fallback: ResultOf<Request>,
  answer: (
    snapshot: Snapshot,
    environment: Environment,
    parameters: ParamsOf<Request>,
    token?: CancellationToken,
  ) => ResultOf<Request> | Promise<ResultOf<Request>>,
): void {
  const handler: Handler<Request> = about(request, fallback, answer);
  connection.onRequest(request as string, handler);
}

/** Sends a notification of our own. */
export function notifyClient<Notification extends keyof PolicyNotifications>(
  connection: Connection,
  notification: Notification,
  parameters: PolicyNotifications[Notification],
): Promise<void> {
  return connection.sendNotification(notification as string, parameters);
}
