import { choiceInWords } from "../../catalogue/chooseServer";
import type { ServerOfPolicy } from "../../protocol/servers";
import type { Environment } from "../environment";

/** Which server a policy is about, as the editor's status shows it; undefined where this has not been asked. */
export function serverOfPolicy({ server }: Environment): ServerOfPolicy | undefined {
  if (server === undefined) return undefined;
  const { choice, servers } = server;
  return { name: choice.kind === "chosen" ? choice.server : null, inWords: `${choiceInWords(choice)}.`, servers };
}
