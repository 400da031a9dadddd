import { TextDocument } from "vscode-languageserver-textdocument";
import type { Diagnostic } from "vscode-languageserver-types";
import { readRegularFile } from "../../disk/readRegularFile";
import { policyFileKind } from "../../policy/policyFiles";
import { diagnostics } from "../../service/diagnostics/diagnostics";
import { reviewInTurns } from "../../service/diagnostics/reviewInTurns";
import type { Environment } from "../../service/environment";
import { type FileMentions, policyMentions } from "../../service/navigation/mentions";
import { type ListedTool, listedTools } from "../../service/navigation/workspaceSymbols";
import { testMentions } from "../../service/policyTests/testMentions";
import { type Snapshot, takeSnapshot } from "../../service/snapshot";
import { othersTurn } from "../othersTurn";
import { toolsOfPolicy } from "../policyServers";
import { longestParsed } from "./jobLimits";
import { mayName } from "./mayName";

/** What is asked about a file of the workspace that is not open. A plain value, which can go to another thread. */
export type Job =
  | { readonly kind: "check"; readonly file: JobFile; readonly environment: Omit<Environment, "catalogue"> }
  | { readonly kind: "mentions"; readonly file: JobFile; readonly names: readonly string[] }
  | { readonly kind: "tools"; readonly file: JobFile };

/** The file: its address in one spelling, its path, and its size in bytes. */
export interface JobFile {
  readonly uri: string;
  readonly path: string;
  readonly size: number;
}

/** The answer to each kind of job. */
export interface Answers {
  readonly check: Diagnostic[];
  /** undefined when the file surely names none of them. */
  readonly mentions: FileMentions | undefined;
  readonly tools: readonly ListedTool[];
}

export type Answer = Answers[Job["kind"]];

/** Does a job: reads the file, and keeps nothing of it. Throws a sentence for a file that cannot be read. */
export async function doJob(job: Job): Promise<Answer> {
  const bytes = await readRegularFile(job.file.path);
  if (job.kind === "mentions" && !mayName(bytes, job.names)) return undefined;
  if (bytes.length > longestParsed) throw new Error(`${job.file.path} is too large to be searched while it is closed.`);
  const { uri } = job.file;
  // As editors do: they count the characters of a line without the byte order mark.
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  if (job.kind === "mentions")
    return policyFileKind(uri) === "test"
      ? testMentions(uri, text, job.names, null)
      : policyMentions(snapshotOf(uri, text), job.names, null);
  const snapshot = snapshotOf(uri, text);
  if (job.kind === "tools") return listedTools(snapshot);
  // Chosen here: the file has to be read to know what its policy names.
  const place = job.environment.server?.place ?? { folder: undefined, path: "", configured: undefined };
  const known = { ...job.environment, ...(await toolsOfPolicy(place, () => snapshot)) };
  // In slices, even where nobody waits: what was made for one is garbage before the next.
  await reviewInTurns(snapshot, known, async () => {
    await othersTurn();
    return true;
  });
  return diagnostics(snapshot, known);
}

function snapshotOf(uri: string, text: string): Snapshot {
  return takeSnapshot(TextDocument.create(uri, "mcp-policy", 0, text));
}
