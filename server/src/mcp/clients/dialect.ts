/** How a client writes variables into the values of its file. */
export type VariableSyntax =
  /** None: every text is meant as it is. */
  | "none"
  /** `${env:X}`, `${input:x}`, `${workspaceFolder}`, `${userHome}`. */
  | "editor"
  /** `${X}` and `${X:-default}`; one that is not set stays as it is. */
  | "braces"
  /** The same, and `$X`. */
  | "shell"
  /** `{env:X}`. */
  | "opencode";

/** How a client writes an entry for a server. */
export interface Dialect {
  /** The program; in a list, its arguments come after it. */
  readonly command: string;
  readonly env: string;
  readonly cwd: string;
  /** Where an address may be, and what is spoken there; "by type" when the field `type` says it. */
  readonly urls: readonly { readonly key: string; readonly transport: "streamable-http" | "sse" | "by type" }[];
  readonly headers: string;
  readonly variables: VariableSyntax;
  /** An entry with an address but without `type` is skipped by the client. */
  readonly needsType?: boolean;
  /** A list of names of variables that the program gets too. */
  readonly envNames?: string;
  /** The name of a variable whose value is sent as a bearer token. */
  readonly bearer?: string;
}

const common: Dialect = {
  command: "command",
  env: "env",
  cwd: "cwd",
  urls: [{ key: "url", transport: "by type" }],
  headers: "headers",
  variables: "none",
};

const dialect = (own: Partial<Dialect>): Dialect => ({ ...common, ...own });

/** What differs from client to client; the sources are in docs/servers.md. */
export const dialects = {
  common,
  vscode: dialect({ variables: "editor" }),
  claude: dialect({ variables: "braces", needsType: true }),
  cursor: dialect({ variables: "editor" }),
  windsurf: dialect({ urls: [{ key: "serverUrl", transport: "by type" }, ...common.urls] }),
  codex: dialect({ headers: "http_headers", envNames: "env_vars", bearer: "bearer_token_env_var" }),
  gemini: dialect({
    urls: [
      { key: "httpUrl", transport: "streamable-http" },
      { key: "url", transport: "sse" },
    ],
    variables: "shell",
  }),
  opencode: dialect({ env: "environment", variables: "opencode" }),
  kiro: dialect({ variables: "braces" }),
  goose: dialect({ command: "cmd", env: "envs", urls: [{ key: "uri", transport: "by type" }] }),
  warp: dialect({ cwd: "working_directory" }),
} as const satisfies Readonly<Record<string, Dialect>>;
