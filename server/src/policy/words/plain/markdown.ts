/**
 * Texts of a policy or a catalogue are untrusted (tool poisoning): what is written here into Markdown shows them
 * as they are, and lets no link, image, HTML, icon or direction override of theirs come to life.
 */

import { longestLine, oneLine } from "./oneLine";
import { visibleText } from "./visibleText";

/** MCP asks for names of at most 128 characters. */
const longestCode = 128;

/** The text as Markdown that shows exactly this text, on one line. */
export function plainMarkdown(text: string, longest = longestLine): string {
  return (
    oneLine(text, longest)
      // Escaped wherever they stand: marks, brackets of links, images and HTML, entities, table cells, theme icons, and
      // the at sign of addresses that Markdown would link by itself.
      .replace(/[\\`*_[\]<>&|~$@]/g, "\\$&")
      // Addresses that Markdown would link by themselves.
      .replace(/:(?=\/)/g, "\\:")
      .replace(/(?<=www)\./gi, "\\.")
      // What means something only at the start of a line: headings, lists, rules, underlines of headings.
      .replace(/^(\d{1,9})([.)])/, "$1\\$2")
      .replace(/^[#+=-]/, "\\$&")
  );
}

/** The text as inline code, whatever backticks are in it. */
export function codeSpan(text: string, longest = longestCode): string {
  const line = oneLine(text, longest);
  if (line === "") return text === "" ? "(empty)" : "(not visible)";
  const fence = fenceFor(line, 1);
  // Markdown takes one space off each end: it keeps the text apart from the fence.
  const padding = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** A block of JSON. Control characters are already escaped by `JSON.stringify`, invisible ones are written out here. */
export function jsonBlock(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2).split("\n").map(visibleText).join("\n");
  const fence = fenceFor(text, 3);
  return `${fence}json\n${text}\n${fence}`;
}

/** A link to one of our commands. `label` is ours, never data; the arguments may hold anything. */
export function commandLink(label: string, command: string, commandArguments: readonly unknown[]): string {
  // Beside what a URI needs, everything that could end the link's target.
  const encoded = encodeURIComponent(JSON.stringify(commandArguments)).replace(/[()'!*~_]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  return `[${label}](command:${command}?${encoded})`;
}

/** A run of backticks that is longer than any in the text. */
function fenceFor(text: string, shortest: number): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  return "`".repeat(Math.max(shortest, longest + 1));
}
