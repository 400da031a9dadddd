import { lstatSync, readFileSync, type Stats } from "node:fs";
import { lstat } from "node:fs/promises";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Diagnostic } from "vscode-languageserver-types";
import type { Environment } from "../../service/environment";
import type { FileMentions } from "../../service/navigation/mentions";
import type { ListedTool } from "../../service/navigation/workspaceSymbols";
import { type Snapshot, takeSnapshot } from "../../service/snapshot";
import { normalised, pathOf } from "../addresses";
import { longestChecked, longestParsed } from "./jobLimits";
import type { JobQueue } from "./jobQueue";
import type { JobFile } from "./jobs";

/** So many policies are kept as they were read: those that open tests are about, and those of the stack. */
const mostSnapshots = 200;

/** Of all that is kept, bytes of text; the one that was asked for last is kept in any case. */
const mostKept = 4_000_000;

/** So many names are kept for the search of symbols; the files of further ones are read again. */
const mostNames = 200_000;

interface Kept {
  readonly state: string;
  readonly snapshot: Snapshot | undefined;
  readonly size: number;
}

/**
 * What there is to say about files that are not open. Of what was read only the names of tools are kept, and only while the
 * file stays as it is. That is looked up each time: not every editor tells of changes.
 */
export class ClosedPolicies {
  readonly #queue: JobQueue;
  readonly #snapshots = new Map<string, Kept>();
  readonly #tools = new Map<string, { readonly state: string; readonly tools: readonly ListedTool[] }>();
  #names = 0;

  constructor(queue: JobQueue) {
    this.#queue = queue;
  }

  /** The problems of a closed policy; none for a file that is not there, or too large to be checked by the way. */
  async diagnostics(uri: string, { catalogue: _, ...environment }: Environment): Promise<Diagnostic[]> {
    const found = await fileAt(uri);
    if (found === undefined || found.file.size > longestChecked) return [];
    return this.#queue.do({ kind: "check", file: found.file, environment });
  }

  /** Where a closed policy or test file names tools; undefined when it does not, or is gone. Rejects if it cannot be read. */
  async mentions(uri: string, names: readonly string[]): Promise<FileMentions | undefined> {
    const found = await fileAt(uri);
    return found && this.#queue.do({ kind: "mentions", file: found.file, names });
  }

  /** The tools that a closed policy lists. Rejects if it cannot be read. */
  async tools(uri: string): Promise<readonly ListedTool[]> {
    const found = await fileAt(uri);
    const known = this.#tools.get(uri);
    if (found !== undefined && known?.state === found.state) return known.tools;
    this.#names -= known?.tools.length ?? 0;
    this.#tools.delete(uri);
    if (found === undefined) return [];
    const tools = await this.#queue.do({ kind: "tools", file: found.file });
    if (this.#names + tools.length <= mostNames) {
      this.#names += tools.length;
      this.#tools.set(uri, { state: found.state, tools });
    }
    return tools;
  }

  /** A closed policy as a whole, for its tests that are open; undefined when there is none, or it cannot be read. */
  snapshot(uri: string): Snapshot | undefined {
    const key = normalised(uri);
    const path = pathOf(key);
    const found = path === undefined ? undefined : statOf(path);
    if (path === undefined || found === undefined || found.size > longestParsed) return undefined;
    const state = stateOf(found);
    const known = this.#snapshots.get(key);
    const snapshot = known?.state === state ? known.snapshot : readPolicy(key, path);
    // The one that was asked for last is forgotten last.
    this.#snapshots.delete(key);
    this.#snapshots.set(key, { state, snapshot, size: found.size });
    this.#forgetOldest();
    return snapshot;
  }

  #forgetOldest(): void {
    let size = 0;
    for (const each of this.#snapshots.values()) size += each.size;
    for (const [oldest, each] of this.#snapshots) {
      if (this.#snapshots.size === 1 || (size <= mostKept && this.#snapshots.size <= mostSnapshots)) return;
      this.#snapshots.delete(oldest);
      size -= each.size;
    }
  }
}

async function fileAt(uri: string): Promise<{ readonly file: JobFile; readonly state: string } | undefined> {
  const path = pathOf(uri);
  const found = path === undefined ? undefined : await lstat(path).catch(() => undefined);
  if (path === undefined || found?.isFile() !== true) return undefined;
  return { file: { uri, path, size: found.size }, state: stateOf(found) };
}

function statOf(path: string): Stats | undefined {
  try {
    const found = lstatSync(path);
    return found.isFile() ? found : undefined;
  } catch {
    return undefined;
  }
}

/** What tells one state of a file from another. */
function stateOf({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}

function readPolicy(uri: string, path: string): Snapshot | undefined {
  try {
    // As editors do: they count the characters of a line without the byte order mark.
    const text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
    return takeSnapshot(TextDocument.create(uri, "mcp-policy", 0, text));
  } catch {
    return undefined;
  }
}
