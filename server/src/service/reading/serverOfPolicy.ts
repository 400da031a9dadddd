import { choiceInWords } from "../../catalogue/chooseServer";
import type { ServerOfPolicy } from "../../protocol/servers";
import type { Environment } from "../environment";

/** More files that are not read are not named in a line. */
const mostUnread = 3;

/** Which server a policy is about, as the editor's status shows it; undefined where this has not been asked. */
export function serverOfPolicy({ server }: Environment): ServerOfPolicy | undefined {
  if (server === undefined) return undefined;
  const { choice, servers, unread = [] } = server;
  const inWords = [`${choiceInWords(choice)}.`, ...unread.slice(0, mostUnread)].join(" ");
  return { name: choice.kind === "chosen" ? choice.server : null, inWords, servers };
}
