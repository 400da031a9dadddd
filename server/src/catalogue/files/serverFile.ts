import type { JsonObject } from "../../policy/text/json";

/** Where the tools of imported servers are, below the folder of `.mcp-policy`. */
export const serversFolder = ".mcp-policy/servers";

/** How the tools of a server were got: enough to ask again, and no secret. */
export type ServerSource =
  | {
      readonly kind: "command";
      readonly command: string;
      readonly args: readonly string[];
      /** Names of the environment variables that the program gets. */
      readonly env: readonly string[];
      readonly cwd?: string;
      readonly from?: FoundIn;
    }
  | {
      readonly kind: "url";
      readonly url: string;
      /** The environment variable that each header's value comes from, by the header's name. */
      readonly headers: Readonly<Record<string, string>>;
      readonly from?: FoundIn;
    }
  | { readonly kind: "file"; readonly file: string }
  | { readonly kind: "editor" };

/** A server that is asked: by a command or at an address. */
export type AskedSource = Extract<ServerSource, { readonly kind: "command" | "url" }>;

/** Whether a server is asked by a command or at an address, and not read from a file or the editor. */
export function isAsked(source: ServerSource): source is AskedSource {
  return source.kind === "command" || source.kind === "url";
}

/** The entry of a client's configuration that a server was found in: what was left out as a secret is looked up there. */
export interface FoundIn {
  readonly client: string;
  readonly file: string;
  readonly name: string;
}

/** The entry that a server was found in; undefined for one that was given otherwise. */
export function foundIn(source: ServerSource | undefined): FoundIn | undefined {
  return source !== undefined && isAsked(source) ? source.from : undefined;
}

/** Which MCP was spoken. */
export interface SpokenProtocol {
  readonly era: "legacy" | "modern";
  readonly version: string;
  readonly transport: "stdio" | "streamable-http" | "sse";
}

/** A file of `.mcp-policy/servers`, as an import writes it. */
export interface ServerFile {
  /** The person's name for the server, which is the file's. */
  readonly name: string;
  /** What the server calls itself. Untrusted. */
  readonly reported?: { readonly name: string; readonly version: string };
  readonly source: ServerSource | undefined;
  readonly protocol?: SpokenProtocol;
  /** The day of the import, `2026-11-28`. */
  readonly imported: string;
  /** Of the tools; see `toolsHash`. */
  readonly hash: string;
  readonly tools: readonly JsonObject[];
  /** How many entries of the file are no tools, after an edit by hand: they are left out. */
  readonly unnamed?: number;
}

/** Whether a name can be that of a server: it becomes the name of a file. */
export function isServerName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name) && !/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name);
}
