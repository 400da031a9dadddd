import { pathToFileURL } from "node:url";
import type { CancellationToken } from "vscode-languageserver";
import { changeLines } from "../catalogue/files/changeLines";
import { changesInWords } from "../catalogue/files/changesInWords";
import { compareTools } from "../catalogue/files/compareTools";
import { ignoredPlaces } from "../catalogue/files/ignoredPlaces";
import { readToolList } from "../catalogue/files/readToolList";
import { foundIn, isAsked, isServerName, type ServerSource, serversFolder } from "../catalogue/files/serverFile";
import { FileFailure } from "../disk/fileFailure";
import { askServer } from "../mcp/askServer";
import type { FoundServer } from "../mcp/clients/foundServer";
import { foundTargets } from "../mcp/clients/foundTargets";
import type { Variables } from "../mcp/clients/variables";
import { type Import, importServer } from "../mcp/importServer";
import { replacedServer } from "../mcp/replacedServer";
import { ServerFailure } from "../mcp/serverFailure";
import { storedServer, storedServers } from "../mcp/serverStore";
import { startInWords, variablesInWords } from "../mcp/sourceInWords";
import { sourceTarget } from "../mcp/sourceTarget";
import { thisSystem, variablesOf } from "../mcp/thisSystem";
import { wasEdited } from "../mcp/toolsHash";
import { counted } from "../policy/words/plain/plural";
import { quote } from "../policy/words/plain/quote";
import { addressWithoutSecrets, withoutSecrets } from "../policy/words/plain/secrets";
import type {
  FindServersParams,
  FindServersResult,
  FoundServerEntry,
  ImportServerParams,
  ImportServerResult,
} from "../protocol/servers";
import type { StackServer } from "../service/stack/stack";
import { touchedPolicies } from "../service/stack/touchedPolicies";
import { pathOf } from "./addresses";

/** Long enough for a program that is installed first. */
const timeout = 120_000;

/** More lines of changes are not told. */
const mostLines = 1000;

/** What a comparison with what was imported goes by. */
export interface Comparison {
  readonly ignore: readonly string[];
  policiesAbout(file: string): Promise<StackServer["policies"]>;
}

/** The servers in the files of MCP clients, for a folder of the workspace; or what an imported one is asked by. */
export async function findServers(
  { folder, imported, stored }: FindServersParams,
  at: string | undefined,
): Promise<FindServersResult> {
  const workspace = pathOf(folder);
  if (workspace === undefined) return { found: [] };
  const variables = variablesOf(workspace);
  const named = typeof imported === "string" && isServerName(imported) && at !== undefined;
  const source = named ? (await storedServer(at, imported))?.server?.source : undefined;
  const from = foundIn(source);
  if (imported !== undefined && from === undefined) return { found: givenEntry(imported, source, variables) };
  const own = stored === true && at !== undefined ? await storedServers(at) : [];
  const all = await foundTargets(thisSystem(), variables);
  const isMeant = ({ client, file, name }: FoundServer): boolean =>
    from === undefined || (client === from.client && file === from.file && name === from.name);
  const ofClients = all
    .filter(({ server }) => isMeant(server))
    .map(({ server, target, id }) => ({
      id,
      name: server.name,
      client: server.label,
      file: server.file,
      startedBy: target === undefined ? null : startInWords(target.source),
      ...(target && isAsked(target.source) && { kind: target.source.kind }),
      ...(target?.target.kind === "url" && target.target.transport === "sse" && { transport: "sse" as const }),
      variables: target === undefined ? [] : [...variablesInWords(target.source)],
      missing: target?.missing ?? [],
      problems: server.problems,
    }));
  return { found: [...ofClients, ...own.flatMap(({ name, server }) => storedEntry(name, server?.source, variables))] };
}

/** What is asked for an imported server that is in no file of a client: one that is there may have changed since. */
function storedEntry(
  name: string,
  source: ServerSource | undefined,
  variables: Variables,
): readonly FoundServerEntry[] {
  if (source === undefined || !isAsked(source) || source.from !== undefined) return [];
  return givenEntry(name, source, variables);
}

/** What an imported server's own file says that it is asked by. */
function givenEntry(name: string, source: ServerSource | undefined, { env }: Variables): readonly FoundServerEntry[] {
  if (source === undefined || !isAsked(source)) return [];
  const needed = source.kind === "command" ? source.env : Object.values(source.headers);
  const given =
    source.kind === "command"
      ? {
          command: [source.command, ...source.args],
          env: source.env,
          ...(source.cwd !== undefined && { cwd: source.cwd }),
        }
      : { url: source.url, headers: source.headers };
  return [
    {
      id: "",
      name,
      client: "MCP Policy",
      file: `${serversFolder}/${name}.json`,
      startedBy: startInWords(source),
      kind: source.kind,
      variables: variablesInWords(source),
      missing: needed.filter((variable) => env[variable] === undefined),
      problems: [],
      given,
    },
  ];
}

/**
 * Imports the tools of a server. Whether a person trusts the workspace and has agreed is asked by the client; a server is
 * started here for one request alone, and ended with it.
 */
export async function importTools(
  asked: ImportServerParams,
  folder: string | undefined,
  token: CancellationToken | undefined,
  comparison: Comparison,
): Promise<ImportServerResult> {
  try {
    return await importList(asked, folder, token, comparison);
  } catch (error) {
    if (error instanceof ServerFailure || error instanceof FileFailure)
      return { uri: null, message: error.message, notes: [] };
    throw error;
  }
}

async function importList(
  asked: ImportServerParams,
  folder: string | undefined,
  token: CancellationToken | undefined,
  comparison: Comparison,
): Promise<ImportServerResult> {
  const workspace = pathOf(asked.folder);
  if (workspace === undefined || folder === undefined)
    throw new ServerFailure("Open a folder first: the tools are written there.");
  if (!isServerName(asked.name)) throw new ServerFailure(`${quote(asked.name)} cannot be the name of a file.`);
  const { source, ask } = await wayOf(asked, workspace, token);
  if (asked.asksWhatIsReplaced === true) return whatIsReplaced(folder, asked, source, ask);
  const list = await ask();
  if (asked.compares === true) return comparedList(list, asked.name, folder, comparison);
  const today = new Date().toISOString().slice(0, 10);
  const replaces = asked.replaces === true;
  const { path, tools, notes, changes } = await importServer(folder, asked.name, { list, source, replaces, today });
  const words = changes === undefined ? "" : `: ${changesInWords(changes) || "nothing has changed"}`;
  const message = `Imported ${counted(tools, "tool")} of ${asked.name}${words}.`;
  return { uri: pathToFileURL(path).href, message, notes };
}

/** What has changed since the import, and the policies that this touches. */
async function comparedList(
  list: Import["list"],
  name: string,
  folder: string,
  { ignore, policiesAbout }: Comparison,
): Promise<ImportServerResult> {
  const stored = await storedServer(folder, name);
  if (stored?.server === undefined) throw new ServerFailure(`No tools of ${name} are imported here yet.`);
  const { tools, imported } = stored.server;
  const now = list.tools.map(({ json }) => json);
  const changes = compareTools(tools, now, ignoredPlaces(ignore));
  const words = changesInWords(changes);
  const found = `${name}: ${words || "nothing has changed"} since ${imported || "its import"}.`;
  const edited = wasEdited(stored.server) ? ["Its file was edited since the import."] : [];
  const message = [found, ...edited, ...list.leftOut.slice(0, 3)].join(" ");
  if (words === "") return { uri: null, message, notes: [], changes: [] };
  const touched = touchedPolicies(changes, await policiesAbout(pathToFileURL(stored.path).href));
  return { uri: null, message, notes: [], changes: [...touched, ...changeLines(changes)].slice(0, mostLines) };
}

/** The other server whose tools an import would replace. Only what is a text already is read for that. */
async function whatIsReplaced(
  folder: string,
  { name, text }: ImportServerParams,
  source: ServerSource,
  ask: Way["ask"],
): Promise<ImportServerResult> {
  const tools = text === undefined ? [] : (await ask()).tools.map(({ json }) => json);
  const replaced = replacedServer((await storedServer(folder, name))?.server, { source, tools });
  return { uri: null, message: "", notes: [], ...(replaced !== undefined && { replaced }) };
}

/** Where tools come from, and what gets them. */
interface Way {
  readonly source: ServerSource;
  readonly ask: () => Promise<Import["list"]>;
}

async function wayOf(asked: ImportServerParams, workspace: string, token: CancellationToken | undefined): Promise<Way> {
  if (typeof asked.text === "string") {
    const list = readToolList([asked.text]);
    if (list === undefined) throw new ServerFailure("The file lists no tools: it is not an answer to tools/list.");
    const { fileName } = asked;
    const source: ServerSource = fileName === undefined ? { kind: "editor" } : { kind: "file", file: fileName };
    return { source, ask: async () => list };
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
    return { source: target.source, ask: () => askServer(target.target, patience) };
  }
  const given = givenSource(asked);
  const ask = async (): Promise<Import["list"]> => askServer(sourceTarget(given, variables), patience);
  if (given.kind === "url") return { source: { ...given, url: addressWithoutSecrets(given.url) }, ask };
  return { source: given.kind === "command" ? { ...given, args: withoutSecrets(given.args) } : given, ask };
}

function givenSource({ url, command = [], cwd, env = [], headers = {} }: ImportServerParams): ServerSource {
  if (typeof url === "string") return { kind: "url", url, headers };
  const [program = "", ...args] = command;
  if (program === "") throw new ServerFailure("Say what starts the server.");
  return { kind: "command", command: program, args, env, ...(cwd !== undefined && { cwd }) };
}
