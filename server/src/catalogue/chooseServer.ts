import { listOf } from "../policy/words/plain/listOf";
import { quote } from "../policy/words/plain/quote";

/** A server that a policy may be about. */
export interface ServerCandidate {
  readonly name: string;
  /** Other names that files of its policies may have. */
  readonly aliases?: readonly string[];
  readonly hasTool: (name: string) => boolean;
}

/** What tells which server a policy is about. */
export interface ServerHints {
  /** What the configuration says. */
  readonly configured: string | undefined;
  /** The path of the policy, with slashes, from the folder of the configuration; "" for one that is on no disk. */
  readonly path: string;
  /** The tools that the policy names; some hundred are enough. */
  readonly tools: readonly string[];
}

/** Where a policy is, as far as it tells which server it is about. A plain value: it can go to another thread. */
export interface PolicyPlace extends Pick<ServerHints, "configured" | "path"> {
  /** The folder with the imported servers; undefined for a policy that is on no disk. */
  readonly folder: string | undefined;
}

/** Which server it is, and how that is known. */
export type ServerChoice =
  | { readonly kind: "chosen"; readonly server: string; readonly by: "configuration" | "name" | "tools" | "only one" }
  /** The configuration names one that is not imported. */
  | { readonly kind: "missing"; readonly server: string }
  /** Its tools fit several, or none. */
  | { readonly kind: "ambiguous" | "none"; readonly servers: readonly string[] };

/** So many names have to be a server's for it to be told by them: one name occurs on many servers. */
const leastTools = 2;

/**
 * The server that a policy is about: as configured; else the one that its file or folder is called after; else the one
 * whose tools fit its names best, and clearly; else the only one. The bundled server is the first, and the only one where
 * nothing is imported.
 */
export function chooseServer(
  { configured, path, tools }: ServerHints,
  servers: readonly ServerCandidate[],
): ServerChoice {
  const chosen = (server: string, by: Extract<ServerChoice, { kind: "chosen" }>["by"]): ServerChoice => ({
    kind: "chosen",
    server,
    by,
  });
  if (configured !== undefined) {
    const found = servers.find((each) => isCalled(each, configured));
    return found === undefined ? { kind: "missing", server: configured } : chosen(found.name, "configuration");
  }
  const [first, ...imported] = servers;
  if (first !== undefined && imported.length === 0) return chosen(first.name, "only one");
  const named = byPath(path, servers);
  if (named !== undefined) return chosen(named, "name");
  const fits = servers
    .map(({ name, hasTool }) => ({ name, known: tools.filter(hasTool).length }))
    .sort((a, b) => b.known - a.known);
  const [best, second] = fits;
  // Where no other server has any of the names, fewer are enough: a policy that is being written has wrong ones.
  const share = (second?.known ?? 0) === 0 ? 0.4 : 0.6;
  const isFit = best !== undefined && best.known >= leastTools && best.known >= tools.length * share;
  if (isFit && best.known >= 1.5 * (second?.known ?? 0)) return chosen(best.name, "tools");
  const possible = fits.filter(({ known }) => known > 0 && known === best?.known).map(({ name }) => name);
  if (isFit)
    return { kind: "ambiguous", servers: possible.length > 1 ? possible : fits.slice(0, 2).map(({ name }) => name) };
  // A policy that begins to name the tools of the only one that is imported stays about it.
  const [only] = imported;
  const own = fits.find(({ name }) => name === only?.name)?.known ?? 0;
  if (only !== undefined && imported.length === 1 && own === (best?.known ?? 0) && own >= tools.length * share)
    return chosen(only.name, "only one");
  return {
    kind: tools.length > 0 && possible.length === 0 ? "none" : "ambiguous",
    servers: servers.map(({ name }) => name),
  };
}

function isCalled({ name, aliases = [] }: ServerCandidate, wanted: string): boolean {
  return [name, ...aliases].some((each) => each.toLowerCase() === wanted.toLowerCase());
}

/** The server with the longest name that the file, or else a folder around it, begins with: `github-readonly.policy.json`. */
function byPath(path: string, servers: readonly ServerCandidate[]): string | undefined {
  const names = servers
    .flatMap((server) => [server.name, ...(server.aliases ?? [])].map((called) => ({ server: server.name, called })))
    .sort((a, b) => b.called.length - a.called.length);
  for (const segment of path.toLowerCase().split("/").reverse()) {
    const found = names.find(({ called }) => {
      const lower = called.toLowerCase();
      return segment === lower || (segment.startsWith(lower) && /[-._]/.test(segment[lower.length] ?? ""));
    });
    if (found !== undefined) return found.server;
  }
  return undefined;
}

/** How it was chosen, or why it is not, as a sentence without its dot. Contains names of servers. */
export function choiceInWords(choice: ServerChoice): string {
  switch (choice.kind) {
    case "chosen":
      return reasons[choice.by];
    case "missing":
      return `The configuration says that this is about ${quote(choice.server)}, which is not imported`;
    case "ambiguous":
      return `Which server this is about is not clear: ${listOf(choice.servers.map(quote), "or")}`;
    case "none":
      return "The tools of this policy are of no server that is imported";
  }
}

const reasons = {
  configuration: "By the configuration",
  name: "By the name of the file or folder",
  tools: "By its tools",
  "only one": "The only one",
} as const;
