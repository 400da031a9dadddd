import type { SpokenProtocol } from "../catalogue/files/serverFile";
import type { Answer, Outgoing } from "./jsonRpc";

/** A way to one server. Every promise rejects with a `ServerFailure`, and with nothing else. */
export interface Connection {
  readonly transport: SpokenProtocol["transport"];
  /** Sends a request, and resolves with its answer, result or error. */
  ask(request: Outgoing): Promise<Answer>;
  tell(notification: Outgoing): Promise<void>;
  /** From now on these go with each message over HTTP. */
  setHeaders?(headers: Readonly<Record<string, string>>): void;
  /** Ends the session, and the process if there is one. Never rejects. */
  end(): Promise<void>;
}

/** How long a server may take, and who may stop it. */
export interface Patience {
  /** For each answer, in milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

/** A longer message is not read, in characters. The longest that was seen has 1.03 million. */
export const longestMessage = 32_000_000;
