import { behindGateway } from "../../mcp/clients/behindGateway";
import { type EntryTarget, entryTarget } from "../../mcp/clients/entryTarget";
import { findServers } from "../../mcp/clients/findServers";
import type { FoundServer, ServerEntry } from "../../mcp/clients/foundServer";
import { sourceInWords } from "../../mcp/sourceInWords";
import { thisSystem, variablesOf } from "../../mcp/thisSystem";
import { quote } from "../../policy/words/plain/quote";
import { UsageError } from "../terminal";

type Usable = FoundServer & { readonly entry: ServerEntry };

/** What is wrong with files that may have it. */
function unreadIn(found: readonly FoundServer[]): string {
  const unread = found.filter(({ name }) => name === "");
  return unread.map(({ file, problems }) => ` ${file}: ${problems.join(" ")}`).join("");
}

/**
 * The server of a client that is called so, or `client:name`, or `client:file:name`. Entries of several clients that start
 * the same are one. `more` are variables that it gets besides. Of an entry that starts our gateway it is the server behind it,
 * since a gateway leaves out tools.
 */
export async function chooseFound(
  wanted: string,
  workspace: string,
  more: Readonly<Record<string, string>> = {},
): Promise<EntryTarget & { readonly isBehindGateway: boolean }> {
  const all = await findServers(workspace, thisSystem());
  const named = all.filter(({ name, client, file }) =>
    [name, `${client}:${name}`, `${client}:${file}:${name}`].includes(wanted),
  );
  const usable = named.filter((server): server is Usable => server.entry !== undefined);
  const targets = usable.map((server) => {
    const behind = behindGateway(server.entry);
    if (behind?.kind === "not told")
      throw new UsageError(
        `${server.client}:${server.name} starts mcp-policy gateway, which leaves out tools. Import the server itself, by --url or a command after --.`,
      );
    const own = behind === undefined ? server : { ...server, entry: behind.entry };
    return { ...entryTarget(own, variablesOf(workspace), more), isBehindGateway: behind !== undefined };
  });
  const [first] = targets;
  if (first === undefined) {
    const [why] = named.flatMap(({ problems }) => problems);
    throw new UsageError(
      why === undefined
        ? `No client has a server ${quote(wanted)}. Run mcp-policy servers to see which there are.${unreadIn(all)}`
        : `${wanted} cannot be started: ${why}`,
    );
  }
  const ways = new Set(targets.map(({ target }) => JSON.stringify(target)));
  if (ways.size > 1) {
    const choices = usable.map(({ client, file, name }, index) => {
      const source = targets[index]?.source;
      return `--from ${client}:${file}:${name} (${source === undefined ? "" : sourceInWords(source)})`;
    });
    throw new UsageError(
      `Several clients have a different server ${quote(wanted)}. Choose one: ${choices.join(", ")}.`,
    );
  }
  return first;
}
