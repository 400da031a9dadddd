import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, type Stats, statSync } from "node:fs";
import { join } from "node:path";
import { emptyCatalogue, type ToolCatalogue } from "../catalogue/catalogue";
import { chooseServer, type PolicyPlace, type ServerCandidate, type ServerChoice } from "../catalogue/chooseServer";
import { namesInHead } from "../catalogue/files/namesInHead";
import { readServerFile, serverOfFile } from "../catalogue/files/readServerFile";
import { serverFileProblem } from "../catalogue/files/serverFileProblem";
import { odooCatalogue } from "../catalogue/odooCatalogue";
import { codeOf } from "../disk/codeOf";
import { fileFailure } from "../disk/fileFailure";
import { grouped } from "../policy/words/plain/grouped";
import { counted } from "../policy/words/plain/plural";
import { serverCatalogue } from "../risk/serverCatalogue";

/** The catalogue that a policy goes by, and how it was chosen out of which servers. */
export interface ChosenCatalogue {
  readonly catalogue: ToolCatalogue;
  readonly server: {
    readonly choice: ServerChoice;
    readonly servers: readonly string[];
    readonly place: PolicyPlace;
    /** Files of servers that are not read, each a sentence that says why. */
    readonly unread: readonly string[];
  };
}

/** The name of the bundled server, and what files of its policies may be called. */
export const bundledServer = "odoo-claude-mcp";
const bundledAliases = ["odoo", "odoo claude mcp"];

/** A larger file of a server is not read while editing. */
const mostBytes = 50_000_000;

/** More servers of one folder are not looked at. */
const mostServers = 200;

interface Known {
  readonly state: string;
  readonly candidate: ServerCandidate;
  readonly catalogue: () => ToolCatalogue;
  /** Why it is not read, a sentence on `shown`. A file that names its tools in its head is asked only when it was read. */
  readonly problem: (shown: string) => string | undefined;
}

/** A file that was read; without tools where it could not be. */
interface Read {
  readonly catalogue: ToolCatalogue;
  readonly problem?: (shown: string) => string;
}

/**
 * The servers of folders, read when they are first needed. Whether a file has changed is looked up each time: not every
 * editor tells.
 */
export class KnownServers {
  readonly #bundled: ToolCatalogue;
  readonly #read = new Map<string, Known>();

  constructor(bundled: ToolCatalogue) {
    this.#bundled = bundled;
  }

  /** The catalogue of the server that a policy is about; one without tools where that is not clear. */
  choose(place: PolicyPlace, toolsOf: () => readonly string[]): ChosenCatalogue {
    const { folder, ...hints } = place;
    const imported = folder === undefined ? [] : this.#imported(folder);
    const tools = imported.length === 0 ? [] : toolsOf();
    const bundled: ServerCandidate = {
      name: bundledServer,
      aliases: bundledAliases,
      hasTool: (name) => this.#bundled.find(name) !== undefined,
    };
    const candidates = [bundled, ...imported.map(({ candidate }) => candidate)];
    const choice = chooseServer({ ...hints, tools }, candidates);
    const found = imported.find(({ candidate }) => choice.kind === "chosen" && candidate.name === choice.server);
    const catalogue = choice.kind === "chosen" ? (found?.catalogue() ?? this.#bundled) : emptyCatalogue;
    const servers = candidates.map(({ name }) => name);
    // Asked last: what is wrong with a file is known when it was read.
    return { catalogue, server: { choice, servers, place, unread: folder === undefined ? [] : this.unread(folder) } };
  }

  /** The catalogue of a server by name; undefined for one that is not there. */
  named(folder: string | undefined, name: string): ToolCatalogue | undefined {
    if (name === bundledServer) return this.#bundled;
    const imported = folder === undefined ? [] : this.#imported(folder);
    return imported.find(({ candidate }) => candidate.name === name)?.catalogue();
  }

  /** The names of all servers of a folder, the bundled one first. */
  names(folder: string | undefined): readonly string[] {
    return [
      bundledServer,
      ...(folder === undefined ? [] : this.#imported(folder)).map(({ candidate }) => candidate.name),
    ];
  }

  /** Why files of servers in a folder are not read, each a sentence. @param shown how a file's name is shown */
  unread(folder: string, shown = (name: string): string => name): readonly string[] {
    const all = filesIn(folder);
    const few = all.slice(0, mostServers);
    const problems = few.flatMap((name) => this.#problemAt(join(folder, name), shown(name)) ?? []);
    return all.length > few.length ? [...problems, tooMany(all.length)] : problems;
  }

  /** Why the file of one server is not read; undefined where it is, or is not there. */
  unreadOf(folder: string, server: string, shown: string): string | undefined {
    const all = filesIn(folder);
    const index = all.indexOf(`${server}.json`);
    if (index < 0) return undefined;
    return index < mostServers ? this.#problemAt(join(folder, `${server}.json`), shown) : tooMany(all.length);
  }

  #problemAt(path: string, shown: string): string | undefined {
    const found = statOf(path, shown);
    return typeof found === "string" ? found : this.#at(path)?.problem(shown);
  }

  #imported(folder: string): Known[] {
    return filesIn(folder)
      .slice(0, mostServers)
      .flatMap((name) => this.#at(join(folder, name)) ?? []);
  }

  #at(path: string): Known | undefined {
    const name = serverOfFile(path);
    const found = name === undefined ? undefined : statOf(path, path);
    if (name === undefined || found === undefined || typeof found === "string") return undefined;
    const state = `${found.size} ${found.mtimeMs} ${found.ctimeMs} ${found.ino}`;
    const before = this.#read.get(path);
    if (before?.state === state) return before;
    let whole: Read | undefined;
    const read = (): Read => {
      whole ??= readAt(path, name);
      return whole;
    };
    let names: ReadonlySet<string> | undefined;
    const hasTool = (tool: string): boolean => {
      if (whole === undefined) names ??= namesAt(path);
      return whole !== undefined || names === undefined ? read().catalogue.find(tool) !== undefined : names.has(tool);
    };
    const problem = (shown: string): string | undefined => {
      if (whole === undefined) names ??= namesAt(path);
      return whole !== undefined || names === undefined ? read().problem?.(shown) : undefined;
    };
    const known = { state, candidate: { name, hasTool }, catalogue: () => read().catalogue, problem };
    this.#read.set(path, known);
    return known;
  }
}

/** The files of a folder that may be those of servers. */
function filesIn(folder: string): readonly string[] {
  // Most projects have none, and this is asked after each edit: an exception costs twenty times as much.
  if (!existsSync(folder)) return [];
  try {
    return readdirSync(folder)
      .filter((name) => serverOfFile(join(folder, name)) !== undefined)
      .sort();
  } catch {
    return [];
  }
}

function tooMany(files: number): string {
  return `Of ${grouped(files)} files of servers, the first ${mostServers} are read.`;
}

/** What the disk says of a file that is read; else why it is not, in a sentence. */
function statOf(path: string, shown: string): Stats | string {
  try {
    const found = statSync(path);
    if (!found.isFile()) return `${shown} is not a regular file, and is not read.`;
    return found.size > mostBytes ? `${shown} is too large to be read.` : found;
  } catch (error) {
    return codeOf(error) === "ENOENT"
      ? `${shown} is a link to a file that does not exist.`
      : fileFailure(shown, error).message;
  }
}

/** So many bytes of each file are read to tell which server a policy is about: more, where the names go on. */
const headBytes = [8_192, 65_536];

function namesAt(path: string): ReadonlySet<string> | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    for (const bytes of headBytes) {
      const head = Buffer.alloc(bytes);
      const names = namesInHead(head.toString("utf8", 0, readSync(file, head, 0, bytes, 0)));
      if (names !== undefined) return names;
    }
    return undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readAt(path: string, name: string): Read {
  try {
    const text = readFileSync(path, "utf8");
    const file = readServerFile(text, name);
    if (file?.unnamed !== undefined) {
      const lost = counted(file.unnamed, "entry");
      return { catalogue: serverCatalogue(file), problem: (shown) => `${shown} has ${lost} without a name, left out.` };
    }
    if (file !== undefined) return { catalogue: serverCatalogue(file) };
    const why = serverFileProblem(text);
    return { catalogue: emptyCatalogue, problem: (shown) => `${shown} ${why}` };
  } catch (error) {
    return { catalogue: emptyCatalogue, problem: (shown) => fileFailure(shown, error).message };
  }
}

let known: Promise<KnownServers> | undefined;

/** The servers that policies may be about; one for the whole process, since it reads each file once. */
export function knownServers(): Promise<KnownServers> {
  known ??= odooCatalogue().then((bundled) => new KnownServers(bundled));
  return known;
}
