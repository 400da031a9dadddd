import { closeSync, fdatasyncSync, fstatSync, openSync, type Stats, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { codeOf } from "../../disk/codeOf";
import { FileFailure, fileFailure } from "../../disk/fileFailure";
import type { CallLog } from "../callLog";
import { type LoggedArguments, logLine } from "./logLine";
import { putAside } from "./putAside";

/** How a log file is kept. */
export interface FileLogOptions extends LoggedArguments {
  /** Whether each line is on the disk before its call goes on. */
  readonly sync: boolean;
  /** The file is put aside when it has more bytes. */
  readonly mostBytes: number;
  /** How many files are kept aside: `FILE.1` is the latest. */
  readonly keptFiles: number;
}

/**
 * A log in a file, which is for its owner alone. Lines are appended as a whole, so that several gateways can share one; each
 * is with the system before its call goes on, and survives the end of this process. Throws when the file cannot be opened.
 */
export function fileLog(path: string, options: FileLogOptions): CallLog {
  let file = open(path);
  /** Whether the disk was full in the middle of the last line: the next one would be a part of it. */
  let isTorn = false;

  const rotate = (): void => {
    putAside(path, options.keptFiles, () => isSame(fstatSync(file), path));
    const next = open(path);
    closeSync(file);
    file = next;
  };

  return {
    write(call) {
      try {
        const now = fstatSync(file);
        if (now.size > options.mostBytes || !isSame(now, path)) rotate();
        const line = Buffer.from(`${isTorn ? "\n" : ""}${logLine(call, options)}\n`);
        isTorn = writeSync(file, line) < line.length;
        if (isTorn) throw Object.assign(new Error(), { code: "ENOSPC" });
        if (options.sync) fdatasyncSync(file);
      } catch (error) {
        throw logFailure(path, error);
      }
    },
    close: async () => closeSync(file),
  };
}

function open(path: string): number {
  try {
    return openSync(path, "a", 0o600);
  } catch (error) {
    throw logFailure(path, error);
  }
}

/** A log that is not there is made: what is missing then is its folder. */
function logFailure(path: string, error: unknown): FileFailure {
  const isMissing = path !== "" && codeOf(error) === "ENOENT";
  return isMissing ? new FileFailure(`There is no folder ${dirname(path)} for the log.`) : fileFailure(path, error);
}

/** Whether a path still leads to an open file: someone else may have put it aside, logrotate for instance. */
function isSame({ ino }: Stats, path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.ino === ino;
}
