import { resolve } from "node:path";
import { Command } from "commander";
import { changesInWords } from "../../catalogue/files/changesInWords";
import { readToolList, type ToolList } from "../../catalogue/files/readToolList";
import { isServerName, type ServerSource } from "../../catalogue/files/serverFile";
import type { Asked } from "../../mcp/askServer";
import { importServer } from "../../mcp/importServer";
import { OtherServer, ServerFailure } from "../../mcp/serverFailure";
import { startInWords, variablesInWords } from "../../mcp/sourceInWords";
import { sourceTarget } from "../../mcp/sourceTarget";
import { variablesOf } from "../../mcp/thisSystem";
import { grouped } from "../../policy/words/plain/grouped";
import { counted } from "../../policy/words/plain/plural";
import { quote } from "../../policy/words/plain/quote";
import { addressWithoutSecrets, withoutSecrets } from "../../policy/words/plain/secrets";
import { nameOf, readText, slashed, unreadable } from "../readText";
import { repeatedOption } from "../repeatedOption";
import { note, print, UsageError } from "../terminal";
import { askWithStatus, secondsIn } from "./askWithStatus";
import { chooseFound } from "./chooseFound";
import { serversFolder } from "./serversFolder";

interface Options {
  readonly from?: string;
  readonly url?: string;
  readonly header?: readonly string[];
  readonly file?: string;
  readonly env?: readonly string[];
  readonly timeout: string;
  readonly replace?: true;
}

const examples = `
Starts or reaches a server, asks for its tools, ends it, and writes .mcp-policy/servers/<name>.json: commit that file, so
editor and terminal know the tools. Only the server that you name is started, and it gets no variables but those you name
with --env and those of its entry. No secret is written: values come from variables, as --header NAME=ENV, or as
'\${TOKEN}' within an argument or address.

A login (OAuth) is not done here: give a token by a header. --file reads a saved answer to tools/list or a manifest.

Examples:
  mcp-policy import github --from github
  mcp-policy import files -- npx -y @modelcontextprotocol/server-filesystem .
  mcp-policy import linear --url https://mcp.example.com/mcp --header Authorization=LINEAR_AUTH
  mcp-policy import saved --file tools.json`;

/** `import`: the tools of a server, as a file that editor and terminal read. */
export function importCommand(): Command {
  return new Command("import")
    .description("import the tools of a server")
    .argument("<name>", "your name for the server")
    .argument("[command...]", "the command that starts it, after --")
    .option("--from <found>", "a server of your MCP clients: its name, or client:name")
    .option("--url <url>", "the address of a server")
    .addOption(repeatedOption("--header <name=env>", "a header, and the variable that has its value; may be repeated"))
    .option("--file <file>", "a saved answer to tools/list, or a manifest; - for standard input")
    .addOption(repeatedOption("--env <name>", "an environment variable to pass to the server; may be repeated"))
    .option("--timeout <seconds>", "time to wait for an answer", "60")
    .option("--replace", "replace another server of that name")
    .addHelpText("after", examples)
    .action(importTools);
}

async function importTools(name: string, command: readonly string[], options: Options): Promise<void> {
  const ways = [options.from, options.url, options.file, command[0]].filter((way) => way !== undefined);
  if (ways.length > 1)
    throw new UsageError(
      "Several ways to get the tools are given: choose one of --from, --url, --file, or a command after --.",
    );
  if (ways.length === 0)
    throw new UsageError("Say how to get the tools: --from, --url, --file, or a command after --.");
  if (!isServerName(name))
    throw new UsageError(
      `${quote(name)} cannot be the name of a file. Use letters, digits, dots, dashes and underscores.`,
    );
  const { replace } = options;
  const { list, source } = await listOf(name, command, options);
  const folder = serversFolder();
  const today = new Date().toISOString().slice(0, 10);
  const imported = await importServer(folder, name, { list, source, replaces: replace === true, today }).catch(
    (error: unknown) => {
      if (!(error instanceof OtherServer)) throw unreadable(folder, error);
      throw new UsageError(`${error.message} Choose another name, or use --replace.`);
    },
  );
  for (const sentence of imported.notes.slice(0, 10)) note(sentence);
  if (imported.notes.length > 10) note(`And ${grouped(imported.notes.length - 10)} more like these.`);
  const { changes } = imported;
  const words = changes === undefined ? "" : `: ${changesInWords(changes) || "nothing has changed"}`;
  print(`Imported ${counted(imported.tools, "tool")} of ${name} into ${slashed(imported.path)}${words}.`);
}

interface Got {
  readonly list: ToolList & Partial<Asked>;
  readonly source: ServerSource;
}

async function listOf(name: string, command: readonly string[], options: Options): Promise<Got> {
  const { file, from, env = [] } = options;
  if (file !== undefined) {
    const list = readToolList([(await readText(file)).text]);
    if (list === undefined) throw new UsageError(`${nameOf(file)} lists no tools: it is not an answer to tools/list.`);
    return { list, source: { kind: "file", file: slashed(file) } };
  }
  const seconds = secondsIn(options.timeout);
  try {
    if (from !== undefined) {
      const given = Object.fromEntries(env.map((each) => [each, valueOfVariable(each)]));
      const { target, source, missing, isBehindGateway } = await chooseFound(from, resolve("."), given);
      if (isBehindGateway)
        note(`${from} starts mcp-policy gateway: the server behind it is asked, with all its tools.`);
      announce(source);
      if (missing.length > 0)
        note(`Without a value: ${missing.join(", ")}. Set it in your environment if the server needs it.`);
      return { list: await askWithStatus(name, target, seconds), source };
    }
    const given = givenSource(command, options);
    const target = sourceTarget(given, variablesOf(resolve(".")));
    const source = storedSource(given);
    announce(source);
    return { list: await askWithStatus(name, target, seconds), source };
  } catch (error) {
    throw error instanceof ServerFailure ? new UsageError(error.message) : error;
  }
}

/** What is asked, before it is. */
function announce(source: ServerSource): void {
  const variables = variablesInWords(source);
  const words = variables.length === 0 ? "" : ` (${variables.join(", ")})`;
  note(`${source.kind === "command" ? "Starting" : "Asking"} ${startInWords(source)}${words}`);
}

function givenSource(
  [program = "", ...args]: readonly string[],
  { url, header = [], env = [] }: Options,
): ServerSource {
  if (url === undefined) {
    if (header.length > 0) throw new UsageError("--header goes with --url.");
    return { kind: "command", command: program, args, env };
  }
  if (env.length > 0)
    throw new UsageError("--env goes with a command; a server that is reached by an address gets --header.");
  const headers = header.map((each) => {
    const [, field, name] = /^([\w-]+)=([A-Za-z_]\w*)$/.exec(each) ?? [];
    if (field === undefined || name === undefined)
      throw new UsageError(
        `--header takes NAME=ENV, the name of a header and of the variable with its value, not "${each.split("=")[0]}=…".`,
      );
    return [field, name] as const;
  });
  return { kind: "url", url, headers: Object.fromEntries(headers) };
}

function storedSource(given: ServerSource): ServerSource {
  if (given.kind === "url") return { ...given, url: addressWithoutSecrets(given.url) };
  return given.kind === "command" ? { ...given, args: withoutSecrets(given.args) } : given;
}

function valueOfVariable(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new UsageError(`The environment variable ${name} is not set.`);
  return value;
}
