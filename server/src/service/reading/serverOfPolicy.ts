import { choiceInWords } from "../../catalogue/chooseServer";
import { boundedListOf } from "../../policy/words/plain/listOf";
import { quote } from "../../policy/words/plain/quote";
import type { ServerOfPolicy } from "../../protocol/servers";
import type { Environment } from "../environment";

/** More files that are not read, or servers that it may be about, are not named in a line. */
const mostNamed = 3;

/** Which server a policy is about, as the editor's status shows it; undefined where this has not been asked. */
export function serverOfPolicy({ server }: Environment): ServerOfPolicy | undefined {
  if (server === undefined) return undefined;
  const { choice, servers, unread = [] } = server;
  // Behind the name, or "Server not clear", and before a link: what is longer than the line hides the link.
  const words =
    choice.kind === "ambiguous" ? boundedListOf(choice.servers.map(quote), mostNamed, "or") : choiceInWords(choice);
  const inWords = [`${words}.`, ...unread.slice(0, mostNamed)].join(" ");
  return { name: choice.kind === "chosen" ? choice.server : null, inWords, servers };
}
