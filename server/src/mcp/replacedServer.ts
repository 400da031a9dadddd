import { isSameServer, type ListedTools } from "./isSameServer";
import { sourceInWords } from "./sourceInWords";

/** How the server that an import would replace was got, if it is another one; undefined where nothing is lost. */
export function replacedServer(before: ListedTools | undefined, now: ListedTools): string | undefined {
  if (before === undefined || isSameServer(before, now)) return undefined;
  return before.source === undefined ? "it is not known where its tools come from" : sourceInWords(before.source);
}
