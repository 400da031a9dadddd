import type { Writable } from "node:stream";
import type { CallLog } from "../callLog";
import { type LoggedArguments, logLine } from "./logLine";

/** A log on a stream, such as standard error. */
export function streamLog(stream: Writable, kept: LoggedArguments): CallLog {
  return {
    write: (call) => {
      stream.write(`${logLine(call, kept)}\n`);
    },
    close: async () => {},
  };
}
