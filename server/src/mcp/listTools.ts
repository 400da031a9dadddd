import { readToolList, type ToolList } from "../catalogue/files/readToolList";
import { quoteWithin } from "../policy/words/plain/quote";
import { resultOf } from "./jsonRpc";
import { ServerFailure } from "./serverFailure";
import { refused, type Session } from "./session";

/** More pages are not asked for, and no more characters are kept. */
const mostPages = 500;
const mostText = 100_000_000;

/** All tools of a server, page by page, as it has sent them but for secrets. `told` hears how many pages there are. */
export async function listTools(
  session: Session,
  told: (pages: number) => void,
  withoutSecrets: (page: string) => string,
): Promise<ToolList> {
  const pages: string[] = [];
  const leftOut: string[] = [];
  const cursors = new Set<string>();
  let length = 0;
  let cursor: string | undefined;
  do {
    const answer = await session.ask("tools/list", cursor === undefined ? {} : { cursor });
    const result = resultOf(answer);
    if (result === undefined) throw refused("tools/list", answer);
    const kind = result.resultType ?? "complete";
    if (kind !== "complete")
      throw new ServerFailure(
        kind === "input_required"
          ? "The server wants an input before it lists its tools. That is not done here."
          : `The server answers "tools/list" with a result of the unknown type ${quoteWithin(String(kind), 40)}.`,
      );
    pages.push(withoutSecrets(answer.text));
    if (!Array.isArray(result.tools))
      leftOut.push(`Page ${pages.length} of the list has no tools: some may be missing.`);
    told(pages.length);
    length += answer.text.length;
    cursor = typeof result.nextCursor === "string" ? result.nextCursor : undefined;
    if (cursor === undefined && (result.nextCursor ?? null) !== null)
      leftOut.push("The server's cursor is not text, so its next page was not asked for: tools may be missing.");
    if (cursor !== undefined && (cursors.has(cursor) || pages.length >= mostPages || length > mostText)) {
      leftOut.push(
        cursors.has(cursor)
          ? "The server gives the same cursor again: its list has no end, and was cut."
          : `The list was cut after ${pages.length} pages.`,
      );
      break;
    }
    if (cursor !== undefined) cursors.add(cursor);
  } while (cursor !== undefined);
  const list = readToolList(pages);
  if (list === undefined) throw new ServerFailure('The server answers "tools/list" without a list of tools.');
  return { tools: list.tools, notes: [...leftOut, ...list.notes], leftOut: [...leftOut, ...list.leftOut] };
}
