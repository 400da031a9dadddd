import type { DocumentParams } from "./document";

/** Which server a policy is about. Names are those of people or files: show them as plain text. */
export interface ServerOfPolicy {
  /** null when it is not clear. */
  readonly name: string | null;
  /** How it was chosen: "By its tools."; or which servers it may be about. */
  readonly inWords: string;
  /** All that can be chosen. */
  readonly servers: readonly string[];
}

/** Request: the configuration that says which server an open policy is about. `ChooseServerParams` → `ChooseServerResult`. */
export const chooseServerRequest = "mcpPolicy/chooseServer";

export interface ChooseServerParams extends DocumentParams {
  readonly server: string;
}

export interface ChooseServerResult {
  /** Address of the configuration; null for a policy that is on no disk. */
  readonly uri: string | null;
  /** Its whole text afterwards; null when it cannot be written into. */
  readonly text: string | null;
}

/** Request: the servers that a new policy in a folder can be about. `ServersParams` → `ServersResult`. */
export const serversRequest = "mcpPolicy/servers";

export interface ServersParams {
  /** Address of a folder of the workspace. */
  readonly folder?: string;
}

export interface ServersResult {
  readonly servers: readonly { readonly name: string; readonly tools: number }[];
}

/** Request: the servers that the clients of a workspace have. Reads files, starts nothing. `FindServersParams` → `FindServersResult`. */
export const findServersRequest = "mcpPolicy/findServers";

export interface FindServersParams {
  /** Address of a folder of the workspace, which a person trusts. */
  readonly folder: string;
  /** Only what this imported server is asked by: the entry that it was found in, or what its file says. */
  readonly imported?: string;
  /** Also the imported servers that are in no file of a client. */
  readonly stored?: boolean;
}

export interface FindServersResult {
  readonly found: readonly FoundServerEntry[];
}

/** A server of a client. All texts are untrusted. */
export interface FoundServerEntry {
  /** To be sent back: the very entry that was shown. */
  readonly id: string;
  readonly name: string;
  /** "Claude Code" */
  readonly client: string;
  readonly file: string;
  /** The command or the address, without secrets; null for an entry that cannot be used. */
  readonly startedBy: string | null;
  /** Whether that starts a program or asks an address; absent for an entry that cannot be used. */
  readonly kind?: "command" | "url";
  /** Of an address that speaks the older transport with two addresses alone. */
  readonly transport?: "sse";
  /** The variables that it gets, by name. */
  readonly variables: readonly string[];
  /** Variables without a value. */
  readonly missing: readonly string[];
  readonly problems: readonly string[];
  /** Of an imported server that is in no file of a client: to be sent back instead of the id. */
  readonly given?: Pick<ImportServerParams, "command" | "cwd" | "env" | "url" | "headers">;
}

/** Request: imports the tools of one server, which a person has agreed to start. `ImportServerParams` → `ImportServerResult`. */
export const importServerRequest = "mcpPolicy/importServer";

export interface ImportServerParams {
  readonly folder: string;
  /** The person's name for the server. */
  readonly name: string;
  /** One of these. */
  readonly found?: string;
  readonly command?: readonly string[];
  readonly url?: string;
  readonly text?: string;
  /** What the file with the text is called; without it, the text is the editor's own list of a running server. */
  readonly fileName?: string;
  /** The folder that a command starts in. */
  readonly cwd?: string;
  /** Variables of the server's own environment that a command gets. */
  readonly env?: readonly string[];
  /** For an address: the variable that each header's value comes from. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Values that a person has typed for variables: used once, never stored. */
  readonly values?: Readonly<Record<string, string>>;
  /** Only compares with what was imported before, and writes nothing. */
  readonly compares?: boolean;
  /** Whether it may take the place of another server of that name; else it is refused then. */
  readonly replaces?: boolean;
  /** Only says which server it would take the place of. Starts nothing, and writes nothing. */
  readonly asksWhatIsReplaced?: boolean;
}

export interface ImportServerResult {
  /** Address of the file that was written; null when nothing was. */
  readonly uri: string | null;
  /** What was done, or why not, in a sentence. Untrusted. */
  readonly message: string;
  /** What is odd about some tools, in sentences. Untrusted. */
  readonly notes: readonly string[];
  /** Where it was asked to compare: what has changed and the policies that this touches, a line each. Untrusted. */
  readonly changes?: readonly string[];
  /** Where it was asked what is replaced: how the other server was got, without secrets. Absent where there is none. */
  readonly replaced?: string;
}

/**
 * Request: the entry that points a client at a gateway, and the client's file with it. Writes nothing. `PointClientParams` →
 * `PointClientResult`.
 */
export const pointClientRequest = "mcpPolicy/pointClient";

export interface PointClientParams {
  /** Address of a folder of the workspace. */
  readonly folder?: string;
  /** The client's short name, such as "claude-code"; without it, only the clients are listed. */
  readonly client?: string;
  readonly place?: "workspace" | "user";
  /** The server's name in the client. */
  readonly name?: string;
  readonly url?: string;
  /** Name of the environment variable that contains the grant token. */
  readonly token?: string;
  /** Instead of an address: a program that the client starts, and the names of the variables that it gets. */
  readonly command?: readonly string[];
  readonly env?: readonly string[];
}

export interface PointClientResult {
  readonly clients: readonly {
    readonly client: string;
    readonly label: string;
    readonly place: "workspace" | "user";
    /** For people. */
    readonly file: string;
  }[];
  readonly entry: PointedEntry | null;
  /** Why there is none, in a sentence; null when there is one, or none was asked for. */
  readonly refused: string | null;
}

/** What pointing a client at a gateway would change. */
export interface PointedEntry {
  readonly label: string;
  /** Address of the client's file. */
  readonly uri: string;
  /** In the client's own notation, to be copied. */
  readonly text: string;
  /** The file as it is; null where there is none. */
  readonly before: string | null;
  /** The file with the entry; null where it cannot be written into. */
  readonly after: string | null;
  /** What the person has to know or do, in sentences. */
  readonly notes: readonly string[];
}
