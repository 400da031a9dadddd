import type { JsonObject, JsonValue } from "../../policy/text/json";
import type { ClientFile } from "../clients/clientFiles";

/** What a client is to be pointed at: an address, with the variable that has the grant token, or a program. */
export type PointTarget =
  | { readonly kind: "url"; readonly url: string; readonly token: string | undefined }
  | {
      readonly kind: "command";
      readonly command: string;
      readonly args: readonly string[];
      /** Names of variables that the program gets. */
      readonly env?: readonly string[];
    };

/** An entry in a client's own shape, and what the person has to know or do, in sentences. */
export interface GatewayEntry {
  readonly entry: JsonObject;
  readonly notes: readonly string[];
}

/** How a client writes what its dialect leaves open. */
interface Shape {
  readonly http?: string;
  readonly stdio?: string;
  /** How its file names an environment variable; absent where no way is known. */
  readonly variable?: (name: string) => string;
  /** Why it cannot be pointed at an address, or at one that needs a token. */
  readonly noAddress?: string;
  readonly noToken?: string;
  /** The program and its arguments are one list. */
  readonly isList?: true;
  readonly more?: (name: string) => JsonObject;
}

const editor = (name: string): string => `\${env:${name}}`;
const braces = (name: string): string => `\${${name}}`;

/** By the client's short name; docs/servers.md has the files. */
const shapes: Readonly<Record<string, Shape>> = {
  vscode: { http: "http", stdio: "stdio", variable: editor },
  "claude-code": { http: "http", stdio: "stdio", variable: braces },
  "claude-desktop": {
    noAddress:
      "Claude Desktop has no addresses in its file, and its connectors cannot send a header. Run a local program.",
  },
  cursor: { variable: editor },
  gemini: { variable: braces },
  opencode: {
    http: "remote",
    stdio: "local",
    variable: (name) => `{env:${name}}`,
    isList: true,
    more: () => ({ enabled: true }),
  },
  copilot: { http: "http", stdio: "local", more: () => ({ tools: ["*"] }) },
  cline: { http: "streamableHttp" },
  roo: { http: "streamable-http", variable: editor },
  continue: {
    http: "streamable-http",
    noToken: "How Continue sends a header is not known. Run a local program, or choose another client.",
    more: (name) => ({ name }),
  },
  kiro: { variable: braces },
  goose: { http: "streamable_http", stdio: "stdio", more: (name) => ({ name, enabled: true }) },
};

/** What is written where a token would have to be. */
const tokenPlaceholder = "YOUR_GRANT_TOKEN";

/** The entry that points a client at a gateway; a sentence says why there is none. */
export function gatewayEntry(
  { client, label, dialect, place }: ClientFile,
  name: string,
  target: PointTarget,
): GatewayEntry | string {
  const shape = shapes[client] ?? {};
  const notes: string[] = [];
  const common = shape.more?.(name) ?? {};
  if (target.kind === "command") {
    const { command, args, env = [] } = target;
    const [word, policy = ""] = args;
    // The gateway would find no policy there, and deny every call.
    if (place === "user" && word === "gateway" && !/^(?:[-$\\/]|[a-z]:)/i.test(policy))
      notes.push(
        `${label} may start it in any folder: write the whole path of ${policy}, and of what the server gets.`,
      );
    const type = shape.stdio === undefined ? {} : { type: shape.stdio };
    const started =
      shape.isList === true
        ? { [dialect.command]: [command, ...args] }
        : { [dialect.command]: command, args: [...args] };
    return { entry: { ...common, ...type, ...started, ...variables(env) }, notes };
  }
  if (shape.noAddress !== undefined) return shape.noAddress;
  const type = shape.http === undefined ? {} : { type: shape.http };
  const address = { ...common, ...type, [dialect.urls[0]?.key ?? "url"]: target.url };
  const { token } = target;
  if (token === undefined) return { entry: address, notes };
  if (shape.noToken !== undefined) return shape.noToken;
  if (dialect.bearer !== undefined) return { entry: { ...address, [dialect.bearer]: token }, notes: [setIt([token])] };
  if (shape.variable === undefined)
    notes.push(
      `${label} is not known to read variables here: write the token in place of ${tokenPlaceholder}.${place === "workspace" ? " Do not commit the file then." : ""}`,
    );
  else notes.push(setIt([token]));
  const value = `Bearer ${shape.variable?.(token) ?? tokenPlaceholder}`;
  return { entry: { ...address, [dialect.headers]: { Authorization: value } }, notes };

  function variables(names: readonly string[]): JsonObject {
    if (names.length === 0) return {};
    notes.push(setIt(names));
    if (dialect.envNames !== undefined) return { [dialect.envNames]: [...names] };
    const { variable } = shape;
    // A client without variables hands on its own environment, as far as it does.
    if (variable === undefined) return {};
    return { [dialect.env]: Object.fromEntries(names.map((each): [string, JsonValue] => [each, variable(each)])) };
  }

  function setIt(names: readonly string[]): string {
    return `Set ${names.join(", ")} in the environment that ${label} is started in.`;
  }
}
