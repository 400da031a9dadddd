import type { RawTool } from "./readToolList";
import type { ServerFile } from "./serverFile";

/** Where a line of the file has the names of all tools: enough to tell which server a policy is about. */
export const namesField = '  "names": ';

/** The text of a server's file: what is known of the import, and each tool whole, in the order of the list. */
export function writeServerFile(facts: Omit<ServerFile, "tools">, tools: readonly RawTool[]): string {
  const { name, reported, source, protocol, imported, hash } = facts;
  const head = JSON.stringify({ format: 1, name, reported, source, protocol, imported, hash }, undefined, 2);
  const names = tools.map((tool) => JSON.stringify(tool.name)).join(", ");
  const list = tools.map(({ text }) => `\n    ${text}`).join(",");
  return `${head.slice(0, -2)},\n${namesField}[${names}],\n  "tools": [${list}${tools.length === 0 ? "" : "\n  "}]\n}\n`;
}
