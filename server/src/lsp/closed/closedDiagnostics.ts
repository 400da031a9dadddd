import type { Connection } from "vscode-languageserver";
import type { Environment } from "../../service/environment";
import type { Settings } from "../../service/settings";
import { normalised } from "../addresses";
import { guard } from "../guard";
import type { ClosedPolicies } from "./closedPolicies";
import type { WorkspaceFiles } from "./workspaceFiles";

/** What the problems of closed policies depend on. */
export interface ClosedSurroundings {
  readonly files: WorkspaceFiles;
  readonly closed: ClosedPolicies;
  /** The world as it is now, with the settings for a document. */
  environment(uri: string): Promise<Environment>;
  /** The settings of the workspace. */
  settings(): Promise<Settings>;
  /** Addresses of the documents that are open, as the editor writes them. */
  openUris(): readonly string[];
}

/** Publishes the problems of the workspace's policies that are not open, and takes them back. */
export interface ClosedDiagnostics {
  /** Of one file, whatever has become of it. */
  publish(uri: string): Promise<void>;
  /** Of all files. A later call takes the place of one that is not done. */
  publishAll(): Promise<void>;
}

/** Makes the publisher. */
export function closedDiagnostics(
  connection: Connection,
  { files, closed, environment, settings, openUris }: ClosedSurroundings,
): ClosedDiagnostics {
  /** Files that something was said about, so that it can be taken back. */
  const reported = new Set<string>();
  let rounds = 0;
  const publish = guard<string, void>(connection.console, "workspace/diagnostics", undefined, async (uri) => {
    const known = await environment(uri);
    const key = normalised(uri);
    const isOpen = () => openUris().some((open) => normalised(open) === key);
    if (isOpen()) return;
    const isChecked = known.settings.workspaceDiagnostics && files.has(key) && files.kindOf(key) === "policy";
    const found = isChecked ? await closed.diagnostics(key, known) : [];
    // Opened while its file was read.
    if (isOpen()) return;
    if (found.length === 0 && !reported.delete(key)) return;
    if (found.length > 0) reported.add(key);
    await connection.sendDiagnostics({ uri, diagnostics: found });
  });
  const publishAll = guard<void, void>(connection.console, "workspace/diagnostics", undefined, async () => {
    rounds += 1;
    const round = rounds;
    if (!(await settings()).workspaceDiagnostics && reported.size === 0) return;
    await files.find();
    // What was said about files of a folder that has left the workspace is taken back.
    for (const uri of new Set([...files.all("policy"), ...reported])) {
      if (round !== rounds) return;
      await publish(uri);
    }
  });
  return { publish, publishAll };
}
