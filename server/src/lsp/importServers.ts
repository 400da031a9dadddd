import { pathToFileURL } from "node:url";
import type { CancellationToken } from "vscode-languageserver";
import { changesInWords } from "../catalogue/files/changesInWords";
import { readToolList } from "../catalogue/files/readToolList";
import { isServerName, type ServerSource } from "../catalogue/files/serverFile";
import { FileFailure } from "../disk/fileFailure";
import { askServer } from "../mcp/askServer";
import { foundTargets } from "../mcp/clients/foundTargets";
import { importServer } from "../mcp/importServer";
import { addressWithoutSecrets, withoutSecrets } from "../mcp/secrets";
import { ServerFailure } from "../mcp/serverFailure";
import { sourceInWords, variablesInWords } from "../mcp/sourceInWords";
import { sourceTarget } from "../mcp/sourceTarget";
import { thisSystem, variablesOf } from "../mcp/thisSystem";
import { counted } from "../policy/words/plain/plural";
import type { FindServersParams, FindServersResult, ImportServerParams, ImportServerResult } from "../protocol/servers";
import { pathOf } from "./addresses";

/** Long enough for a program that is installed first. */
const timeout = 120_000;

/** The servers in the files of MCP clients, for a folder of the workspace. */
export async function findServers({ folder }: FindServersParams): Promise<FindServersResult> {
  const workspace = pathOf(folder);
  if (workspace === undefined) return { found: [] };
  const all = await foundTargets(thisSystem(), variablesOf(workspace));
  return {
    found: all.map(({ server, target, id }) => ({
      id,
      name: server.name,
      client: server.label,
      file: server.file,
      startedBy: target === undefined ? null : sourceInWords(target.source),
      variables: target === undefined ? [] : [...variablesInWords(target.source)],
      missing: target?.missing ?? [],
      problems: server.problems,
    })),
  };
}

/**
 * Imports the tools of a server. Whether a person trusts the workspace and has agreed is asked by the client; a server is
 * started here for one request alone, and ended with it.
 */
export async function importTools(
  asked: ImportServerParams,
  folder: string | undefined,
  token: CancellationToken | undefined,
): Promise<ImportServerResult> {
  try {
    return await importList(asked, folder, token);
  } catch (error) {
    if (error instanceof ServerFailure || error instanceof FileFailure)
      return { uri: null, message: error.message, notes: [] };
    throw error;
  }
}

async function importList(asked: ImportServerParams, folder: string | undefined, token: CancellationToken | undefined) {
  const workspace = pathOf(asked.folder);
  if (workspace === undefined || folder === undefined)
    throw new ServerFailure("Open a folder first: the tools are written there.");
  if (!isServerName(asked.name)) throw new ServerFailure(`"${asked.name}" cannot be the name of a file.`);
  const { list, source } = await listOf(asked, workspace, token);
  const today = new Date().toISOString().slice(0, 10);
  const { path, tools, notes, changes } = await importServer(folder, asked.name, list, source, today);
  const words = changes === undefined ? "" : `: ${changesInWords(changes) || "nothing has changed"}`;
  const message = `Imported ${counted(tools, "tool")} of ${asked.name}${words}.`;
  return { uri: pathToFileURL(path).href, message, notes };
}

async function listOf(asked: ImportServerParams, workspace: string, token: CancellationToken | undefined) {
  if (typeof asked.text === "string") {
    const list = readToolList([asked.text]);
    if (list === undefined) throw new ServerFailure("The file lists no tools: it is not an answer to tools/list.");
    return { list, source: { kind: "file", file: asked.fileName ?? "" } satisfies ServerSource };
  }
  const own = variablesOf(workspace);
  const variables = { ...own, env: { ...own.env, ...asked.values } };
  const stop = new AbortController();
  token?.onCancellationRequested(() => stop.abort());
  const patience = { timeout, signal: stop.signal };
  if (asked.found !== undefined) {
    const all = await foundTargets(thisSystem(), variables);
    const target = all.find(({ id }) => id === asked.found)?.target;
    if (target === undefined) throw new ServerFailure("The entry has changed in the meantime. Choose it again.");
    return { list: await askServer(target.target, patience), source: target.source };
  }
  const given = givenSource(asked);
  const list = await askServer(sourceTarget(given, variables), patience);
  if (given.kind === "url") return { list, source: { ...given, url: addressWithoutSecrets(given.url) } };
  return { list, source: given.kind === "command" ? { ...given, args: withoutSecrets(given.args) } : given };
}

function givenSource({ url, command = [], env = [], headers = {} }: ImportServerParams): ServerSource {
  if (typeof url === "string") return { kind: "url", url, headers };
  const [program = "", ...args] = command;
  if (program === "") throw new ServerFailure("Say what starts the server.");
  return { kind: "command", command: program, args, env };
}
