import { compareTools, type ToolChanges } from "../catalogue/files/compareTools";
import type { ToolList } from "../catalogue/files/readToolList";
import type { ServerSource } from "../catalogue/files/serverFile";
import { writeServerFile } from "../catalogue/files/writeServerFile";
import type { Asked } from "./askServer";
import { replacedServer } from "./replacedServer";
import { OtherServer } from "./serverFailure";
import { storedServer, storeServer } from "./serverStore";
import { toolsHash } from "./toolsHash";

/** What an import has done. */
export interface Imported {
  readonly path: string;
  readonly tools: number;
  /** What is odd about some of them, in sentences. Untrusted. */
  readonly notes: readonly string[];
  /** How they differ from those that were imported before; undefined for the first time. */
  readonly changes: ToolChanges | undefined;
}

/** What is imported, and how. */
export interface Import {
  readonly list: ToolList & Partial<Pick<Asked, "protocol" | "reported">>;
  readonly source: ServerSource;
  /** Whether it may take the place of another server of that name. */
  readonly replaces: boolean;
  /** `2026-11-28` */
  readonly today: string;
}

/** Writes the tools that a server, or a file, lists into the folder `.mcp-policy/servers`. Rejects with an `OtherServer`. */
export async function importServer(
  folder: string,
  name: string,
  { list, source, replaces, today }: Import,
): Promise<Imported> {
  const before = await storedServer(folder, name);
  const tools = list.tools.map(({ json }) => json);
  const other = replaces ? undefined : replacedServer(before?.server, { source, tools });
  if (other !== undefined) throw new OtherServer(`${name} is another server here: ${other}.`);
  const { protocol, reported } = list;
  const facts = {
    name,
    ...(reported !== undefined && { reported }),
    source,
    ...(protocol !== undefined && { protocol }),
    imported: today,
    hash: toolsHash(tools),
  };
  const path = await storeServer(folder, name, writeServerFile(facts, list.tools), before);
  const changes = before?.server === undefined ? undefined : compareTools(before.server.tools, tools);
  return { path, tools: tools.length, notes: list.notes, changes };
}
