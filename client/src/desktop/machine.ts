import { createHash } from "node:crypto";
import type { Machine } from "../platform";
import { LogTail } from "./logTail";

/** The machine that VS Code's extension host runs on. */
export const machine: Machine = {
  node: process.execPath,
  sha256: (text) => createHash("sha256").update(text).digest("hex"),
  followLines: (path, take) => new LogTail(path, take),
};
