import { type AskedSource, type FoundIn, isAsked, type ServerSource } from "../catalogue/files/serverFile";
import type { JsonObject } from "../policy/text/json";

/** Where a list of tools came from, and what is in it. */
export interface ListedTools {
  readonly source: ServerSource | undefined;
  readonly tools: readonly JsonObject[];
}

/**
 * Whether two lists are of the same server: the same entry of a client, the same command, whatever the version of what it
 * starts, or the same address. Where one of them comes from a file or the editor, which name no server, half of the
 * tools of the first have to be in the second as well.
 */
export function isSameServer(before: ListedTools, now: ListedTools): boolean {
  const [a, b] = [before.source, now.source];
  if (a === undefined || b === undefined || !isAsked(a) || !isAsked(b))
    return isSameFile(a, b) || shareTools(before.tools, now.tools);
  if (a.from !== undefined && b.from !== undefined && placeOf(a.from) === placeOf(b.from)) return true;
  if (a.kind === "url" || b.kind === "url") return a.kind === b.kind && addressOf(a) === addressOf(b);
  return wordsOf(a).join("\0") === wordsOf(b).join("\0");
}

function isSameFile(a: ServerSource | undefined, b: ServerSource | undefined): boolean {
  return a?.kind === "file" && b?.kind === "file" && a.file === b.file && a.file !== "-";
}

function shareTools(before: readonly JsonObject[], now: readonly JsonObject[]): boolean {
  const names = new Set(now.map(({ name }) => name));
  return before.filter(({ name }) => names.has(name)).length * 2 >= before.length;
}

function placeOf({ client, file, name }: FoundIn): string {
  return [client, file, name].join("\0");
}

function addressOf(source: AskedSource): string {
  return source.kind === "url" ? source.url.replace(/\/+$/, "") : "";
}

/** A version at the end of a word: `some-server@1.2.3`, `some-server==1.2.3`, and that of an image, `mcp/server:1.2.3`. */
const version = /(?<=[^@/])(?:@(?:v?\d[\w.+-]*|latest)|==\d[\w.+-]*)$|(?<=^[\w.-]+\/[\w./-]+):(?:v?\d[\w.+-]*|latest)$/;

function wordsOf({ command, args }: Extract<AskedSource, { readonly kind: "command" }>): string[] {
  return [command, ...args].map((word) => word.replace(version, ""));
}
