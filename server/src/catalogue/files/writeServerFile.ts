import type { RawTool } from "./readToolList";
import type { ServerFile } from "./serverFile";

/** The text of a server's file: what is known of the import, and each tool whole, in the order of the list. */
export function writeServerFile(facts: Omit<ServerFile, "tools">, tools: readonly RawTool[]): string {
  const { name, reported, source, protocol, imported, hash } = facts;
  const head = JSON.stringify({ format: 1, name, reported, source, protocol, imported, hash }, undefined, 2);
  const list = tools.map(({ text }) => `\n    ${text}`).join(",");
  return `${head.slice(0, -2)},\n  "tools": [${list}${tools.length === 0 ? "" : "\n  "}]\n}\n`;
}
