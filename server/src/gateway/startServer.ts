import type { Writable } from "node:stream";
import { childEnvironment } from "../mcp/childEnvironment";
import { type Child, type ChildCommand, startChild } from "../mcp/childProcess";
import { passErrors } from "./passErrors";

/** A server that is a program. Without an environment of its own it gets that of the gateway, which its client has chosen for it. */
export type ServerCommand = Pick<ChildCommand, "command" | "args" | "cwd"> & Partial<Pick<ChildCommand, "env">>;

/** Starts a server whose standard error is passed on. Signals are the gateway's own. */
export function startServer(server: ServerCommand, errors: Writable): Child {
  return startChild(
    { ...server, env: server.env ?? childEnvironment(process.env as Record<string, string>) },
    { onErrorOutput: passErrors(errors), leavesSignals: true },
  );
}
