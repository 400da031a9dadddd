import type { ServerEntry } from "./foundServer";

/** What an entry starts through our own gateway: a server, or one that cannot be told from the entry. */
export type BehindGateway = { readonly kind: "server"; readonly entry: ServerEntry } | { readonly kind: "not told" };

const program = /(?:^|[\\/])mcp-policy(?:\.cmd|\.exe)?(?:@[\w.^~-]+)?$/i;
const bundle = /[\\/]cli\.js$/;

/**
 * The server behind `mcp-policy gateway POLICY -- COMMAND`, which shows fewer tools than the server has; undefined for an entry
 * that starts something else.
 */
export function behindGateway(entry: ServerEntry): BehindGateway | undefined {
  if (entry.kind !== "command") return undefined;
  const words = [entry.command, ...entry.args];
  const isProgram = (word: string): boolean => program.test(word) || bundle.test(word);
  const place = words.findIndex((word, index) => isProgram(word) && words[index + 1] === "gateway");
  if (place < 0) return undefined;
  const end = words.indexOf("--", place + 2);
  const [command, ...args] = end < 0 ? [] : words.slice(end + 1);
  if (command === undefined) return { kind: "not told" };
  const server: ServerEntry = { ...entry, command, args };
  return behindGateway(server) ?? { kind: "server", entry: server };
}
