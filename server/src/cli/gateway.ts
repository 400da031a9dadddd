import { Command, InvalidArgumentError, Option } from "commander";
import { FileFailure } from "../disk/fileFailure";
import { MissingPackage } from "../gateway/counters/loadPackage";
import { openCounters } from "../gateway/counters/openCounters";
import { isLoopback, readOrigin } from "../gateway/http/checkOrigin";
import type { ListenAddress } from "../gateway/http/openServer";
import { parseAddress } from "../gateway/http/parseAddress";
import { readTokens, type Tokens } from "../gateway/http/tokens";
import { keepMemoryLow } from "../gateway/keepMemoryLow";
import type { GateOrder } from "../gateway/openGate";
import { type GatewayOrder, runGateway } from "../gateway/runGateway";
import type { HttpGatewayOrder } from "../gateway/runHttpGateway";
import { reasonOf } from "../policy/words/plain/reasonOf";
import { readGatewayPolicy } from "../service/config/readGatewayPolicy";
import { headersOf } from "./headersOf";
import { type ConfigChoice, ProjectConfigs, withConfigOptions } from "./projectConfig";
import { complain, note, protocolStreams, UsageError } from "./terminal";

interface Options {
  readonly grant?: string;
  readonly log?: string;
  readonly logValues?: true;
  readonly redact?: readonly string[];
  readonly logSync?: true;
  readonly logSize: number;
  readonly logKeep: number;
  readonly counters: string;
  readonly countersName: string;
  readonly observe?: true;
  readonly onError: "deny" | "allow";
  readonly keepLastGood?: true;
  readonly config?: ConfigChoice;
  readonly metrics?: string;
  readonly listen?: string;
  readonly url?: string;
  readonly header?: readonly string[];
  readonly tokens?: string;
  readonly allowOrigin?: readonly string[];
}

const examples = `
Starts the command, or reaches the server at --url, and passes messages of MCP between it and the client that has started the gateway. Each tools/call is
decided by the policy before the server gets it; a denied one is answered with the message of the policy. Tools in hide are
taken out of tools/list. Everything else goes through as it came.

A policy that is missing, or that a gateway would refuse, denies every call. A change of the file applies from the next call on.
Ends with the exit code of the server.

Examples:
  mcp-policy gateway policy.json -- npx -y @modelcontextprotocol/server-filesystem .
  mcp-policy gateway policy.json --log calls.jsonl --log-values -- node server.js
  mcp-policy gateway policy.json --observe --log calls.jsonl -- uvx mcp-server-git
  mcp-policy gateway policy.json --url https://mcp.example.com/mcp --header 'Authorization: Bearer \${TOKEN}'
  mcp-policy gateway policy.json --listen 8787 --url http://127.0.0.1:3001/mcp
  mcp-policy gateway policy.json --listen 8787 -- node server.js`;

/** `gateway`: a policy in front of a real server. */
export function gatewayCommand(): Command {
  return withConfigOptions(new Command("gateway"))
    .description("run an MCP server behind a policy")
    .argument("<policy>", "the policy")
    .argument("[command...]", "after --: the server and its arguments")
    .option("--grant <name>", 'name of the grant that calls are counted for (default: "default")')
    .option("--log <file>", "append a line of JSON for each call to a file; - for standard error")
    .option("--log-values", "keep the values of arguments in the log, not only their names")
    .option("--redact <path...>", "with --log-values: arguments whose values are not kept, such as args.password")
    .option("--log-sync", "write each line to the disk before its call goes on")
    .option("--log-size <megabytes>", "rotate the log when it is larger", positive, 100)
    .option("--log-keep <files>", "how many rotated logs are kept", whole, 5)
    .option("--counters <place>", "where calls are counted: memory, a file, or redis://HOST:PORT", "memory")
    .option("--counters-name <name>", "gateways with the same name share counts in a file or Redis", "default")
    .option("--observe", "decide and log, but deny nothing")
    .addOption(
      new Option("--on-error <outcome>", "what happens to a call while the policy or the counters cannot be used")
        .choices(["deny", "allow"])
        .default("deny"),
    )
    .option("--keep-last-good", "keep using the last good version of a policy that becomes unusable")
    .option("--metrics <address>", "answer Prometheus at PORT or HOST:PORT, under /metrics")
    .option("--listen <address>", "take requests over HTTP, at PORT or HOST:PORT")
    .option("--url <address>", "the address of a server over HTTP, in place of a command")
    .option(
      "--header <header...>",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what the person types.
      "with --url: sent with each request, as 'Authorization: Bearer ${TOKEN}'; ${NAME} is a variable",
    )
    .option("--tokens <file>", 'with --listen: bearer tokens, as {"<grant>": "<token>"}')
    .option("--allow-origin <origin...>", "with --listen: origins of web pages that may send requests")
    .addHelpText("after", examples)
    .action(gateway);
}

async function gateway(policy: string, command: readonly string[], options: Options): Promise<void> {
  const { config, log, logSize, logKeep, redact = [], onError, grant = "default" } = options;
  if (policy === "-") throw new UsageError("Standard input is the client's; name the file of the policy.");
  if (redact.length > 0 && options.logValues !== true)
    throw new UsageError("--redact is about values: add --log-values, or leave it out.");
  if (log === undefined && (options.logValues || options.logSync))
    throw new UsageError("--log-values and --log-sync are about the log: add --log, or leave them out.");
  if (options.grant !== undefined && options.tokens !== undefined)
    throw new UsageError("--tokens says the grant of each call: leave out --grant.");
  const { errors, ...client } = protocolStreams();
  const order: GateOrder = {
    policy,
    read: async (text) => {
      const found = readGatewayPolicy(text, (await new ProjectConfigs(config).of(policy)).assumptions);
      keepMemoryLow({ isPolicyRead: true });
      return found;
    },
    log: log === undefined ? undefined : { target: log, values: options.logValues === true, redacted: redact },
    logFile: { sync: options.logSync === true, mostBytes: logSize * 1_000_000, keptFiles: logKeep },
    openStore: () => openCounters(options.counters, { name: options.countersName, note }),
    openMetrics: metricsOpener(options.metrics),
    observes: options.observe === true,
    onError,
    keepsLastGood: options.keepLastGood === true,
    errors,
    note,
  };
  keepMemoryLow({ isPolicyRead: false });
  try {
    process.exitCode =
      options.listen === undefined
        ? await runGateway({ ...order, grant, server: serverOf(command, options), client, complain })
        : await listen({ ...order, grant, ...(await httpOptions(options.listen, command, options)) });
  } catch (error) {
    if (error instanceof FileFailure || error instanceof MissingPackage) throw new UsageError(error.message);
    if (error instanceof Error && "syscall" in error) {
      const { syscall, hostname } = error as { readonly syscall: unknown; readonly hostname?: unknown };
      if (syscall === "getaddrinfo")
        throw new UsageError(`The gateway cannot listen on ${hostname}: the host name was not found.`);
      if (syscall === "listen") throw new UsageError(`The gateway cannot listen: ${error.message}.`);
    }
    throw error;
  }
}

/** What speaks HTTP is loaded for those alone who want it. */
async function listen(order: HttpGatewayOrder): Promise<number> {
  const { runHttpGateway } = await import("../gateway/runHttpGateway");
  return runHttpGateway(order);
}

function serverOf(command: readonly string[], { url, tokens, allowOrigin, header }: Options): GatewayOrder["server"] {
  if (tokens !== undefined || allowOrigin !== undefined)
    throw new UsageError("--tokens and --allow-origin are for a gateway that listens: add --listen.");
  const none = "No server is given. Write its command after --, or its address with --url.";
  const server = givenServer(command, { url, header }, none);
  if (!("url" in server)) return server;
  return async () => {
    const { remoteServer } = await import("../gateway/remote/remoteServer");
    return remoteServer(server);
  };
}

/** The server that is given: its address, or the command that starts it. */
function givenServer(
  [command, ...args]: readonly string[],
  { url, header }: { readonly [Name in "url" | "header"]: Options[Name] | undefined },
  none: string,
): HttpGatewayOrder["server"] {
  if (url !== undefined && command !== undefined)
    throw new UsageError("--url and a command after -- are two servers: choose one.");
  if (url !== undefined) return { url: upstreamOf(url), headers: headersOf(header ?? [], process.env) };
  if (header !== undefined) throw new UsageError("--header is for a server with an address: add --url.");
  if (command === undefined) throw new UsageError(none);
  return { command, args };
}

async function httpOptions(
  address: string,
  command: readonly string[],
  { url, header, tokens: tokensPath, allowOrigin = [] }: Options,
): Promise<Pick<HttpGatewayOrder, "listenAt" | "server" | "tokens" | "origins">> {
  const listenAt = addressOf(address);
  const none = "A gateway that listens needs its server: --url with its address, or its command after --.";
  const server = givenServer(command, { url, header }, none);
  if (!isLoopback(listenAt.host) && tokensPath === undefined)
    throw new UsageError(`Others could use a gateway on ${listenAt.host}: add --tokens, or listen on 127.0.0.1.`);
  const tokens = tokensPath === undefined ? undefined : await openTokens(tokensPath);
  return { listenAt, server, tokens, origins: allowOrigin.map(givenOrigin) };
}

function givenOrigin(text: string): string {
  const origin = readOrigin(text);
  if (origin !== undefined) return origin;
  throw new UsageError(`${JSON.stringify(text)} is not the origin of web pages, such as "https://app.example.com".`);
}

/** The package for metrics is loaded for those alone who want them. */
function metricsOpener(address: string | undefined): GateOrder["openMetrics"] {
  if (address === undefined) return undefined;
  const at = addressOf(address);
  return async (written) => {
    const { openMetrics } = await import("../gateway/metrics/openMetrics");
    return openMetrics(at, written, note);
  };
}

function addressOf(text: string): ListenAddress {
  const address = parseAddress(text);
  if (address === undefined) throw new UsageError(`${text} is not an address to listen on, such as 127.0.0.1:8787.`);
  return address;
}

function upstreamOf(url: string): URL {
  const upstream = URL.canParse(url) ? new URL(url) : undefined;
  if (upstream === undefined || !/^https?:$/.test(upstream.protocol))
    throw new UsageError(`${url} is not the address of a server, such as http://127.0.0.1:3001/mcp.`);
  return upstream;
}

async function openTokens(path: string): Promise<Tokens> {
  try {
    return await readTokens(path);
  } catch (error) {
    throw new UsageError(reasonOf(error));
  }
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError("It must be a whole number.");
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("It must be a number above 0.");
  return value;
}
