import type { Writable } from "node:stream";
import { childEnvironment } from "../mcp/childEnvironment";
import { type Child, startChild } from "../mcp/childProcess";
import { passErrors } from "./passErrors";

/** A server that is a program. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** Starts a server whose standard error is passed on. Signals are the gateway's own. */
export function startServer(server: ServerCommand, errors: Writable): Child {
  return startChild(
    // Its client has chosen the environment of the gateway, for the server.
    { ...server, env: childEnvironment(process.env as Record<string, string>) },
    { onErrorOutput: passErrors(errors), leavesSignals: true },
  );
}
