import { join } from "node:path";
import type { KnownServers } from "../../mcp/knownServers";
import { shortest, slashed } from "../readText";
import { note } from "../terminal";

/** What was said: it is the same for each policy. */
const said = new Set<string>();

/** Says once which files of servers in a folder are not read, and why: a sentence for each. */
export function noteUnreadServers(known: KnownServers, folder: string | undefined): readonly string[] {
  if (folder === undefined) return [];
  const sentences = known.unread(folder, (name) => slashed(shortest(join(folder, name))));
  sentences.forEach(noteOnce);
  return sentences;
}

/** Says a sentence about a file of a server, unless it was said. */
export function noteOnce(sentence: string): void {
  if (!said.has(sentence)) note(sentence);
  said.add(sentence);
}

/** What was said of files of servers. */
export function saidOfServers(): readonly string[] {
  return [...said];
}

/** Whether a file of a server was said not to be read. */
export function hasUnreadServers(): boolean {
  return said.size > 0;
}
