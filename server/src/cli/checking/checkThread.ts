import { parentPort, workerData } from "node:worker_threads";
import type { Environment } from "../../service/environment";
import { environment } from "../environment";
import type { FoundFile } from "../findFiles";
import type { CheckedFile, LeftAlone } from "../formats/checked";
import { type ConfigChoice, ProjectConfigs } from "../projectConfig";
import { saidOfServers } from "../servers/unreadServers";
import { keepNotes, takeNotes } from "../terminal";
import type { RoleData } from "../threadRole";
import { checkFile } from "./checkFile";

/** What a thread is started with: what the program knows beside the files. */
export interface CheckData extends RoleData {
  readonly role: "mcp-policy check";
  readonly known: Pick<Environment, "settings" | "now">;
  readonly config: ConfigChoice;
}

/** What a thread answers about a file. */
export interface CheckedInThread {
  readonly found: CheckedFile | LeftAlone;
  /** What is to be said beside it, in this order. */
  readonly notes: readonly string[];
  /** Of all notes so far, those that are said once for all files. */
  readonly onlyOnce: readonly string[];
}

/** Checks the files that it is asked about from now on, in a thread that was started for it. */
export async function checkFiles(): Promise<void> {
  const { known, config } = workerData as CheckData;
  const world = { ...(await environment()), ...known };
  const configs = new ProjectConfigs(config);
  keepNotes();
  // One after the other, so that each has its own notes.
  let turn = Promise.resolve();
  parentPort?.on("message", (file: FoundFile) => {
    turn = turn.then(async () => {
      const found = await checkFile(file, world, configs, false);
      const answer: CheckedInThread = { found, notes: takeNotes(), onlyOnce: saidOfServers() };
      parentPort?.postMessage(answer);
    });
  });
}
