import type { Tool } from "../catalogue/catalogue";
import { argumentTree } from "../catalogue/inputSchema/argumentTree";
import { nameParts } from "../catalogue/nameParts";

/**
 * Two halves of an attack: a tool whose answers contain text that outsiders can write, which an agent may take for orders,
 * and a tool that sends something out, by which it carries them out. Both are told by names and descriptions: a judgement.
 */
export interface OutsideText {
  /** What the tool reads: "mail", "issues"; undefined when nothing says that outsiders write it. */
  readonly reads: string | undefined;
  /** What it sends with: "send", "upload"; undefined when nothing says that it sends. */
  readonly sends: string | undefined;
}

/** What people outside can write into. */
const written = new Set(
  `mail mails email emails inbox message messages thread threads chat conversation issue issues comment comments review
  reviews ticket tickets web page pages website url html feed rss news tweet tweets post posts pull pr discussion
  discussions notification notifications transcript calendar event events form response responses search browse fetch scrape
  crawl lead leads`.split(/\s+/),
);

/** What brings something out of the house. */
const sending = new Set(
  `send reply forward post publish push upload email mail tweet share invite notify submit comment webhook broadcast
  message sms call http request fetch navigate`.split(/\s+/),
);

/** Arguments that say where something goes. */
const targets =
  /^(?:to|cc|bcc|recipients?|url|uri|webhook(?:_?url)?|endpoint|channel(?:_?id)?|phone(?:_?number)?|email)$/i;

/** Tells of both halves what a tool is. A tool can be both. */
export function outsideText({
  name,
  category,
  inputSchema,
}: Pick<Tool, "name" | "category" | "inputSchema">): OutsideText {
  const words = nameParts(name);
  const isReading = category === "Read" || category === "Unknown" || category === "Other";
  const target = [...argumentTree(inputSchema).fields.keys()].find((argument) => targets.test(argument));
  const sent = isReading
    ? // Reading from an address that the call chooses sends whatever is put into it.
      target !== undefined && /^(?:url|uri|endpoint)$/i.test(target) && words.some((word) => sending.has(word))
      ? target
      : undefined
    : (words.find((word) => sending.has(word)) ?? (category === "Execute" ? undefined : target));
  // `web_search` searches where anybody writes, `search_files` in what is one's own.
  const read = words.find((word, place) => written.has(word) && (word !== "search" || place === words.length - 1));
  return { reads: isReading ? read : undefined, sends: sent };
}
