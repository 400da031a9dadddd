import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { Command } from "commander";
import { replaceFile } from "../../disk/replaceFile";
import type { PointTarget } from "../../mcp/point/gatewayEntry";
import { type Pointed, pointClient, pointPath, pointPlaces } from "../../mcp/point/pointClient";
import { ServerFailure } from "../../mcp/serverFailure";
import { thisSystem } from "../../mcp/thisSystem";
import { quote } from "../../policy/words/plain/quote";
import { nameOf, unreadable } from "../readText";
import { repeatedOption } from "../repeatedOption";
import { note, print, table, UsageError } from "../terminal";

interface Options {
  readonly url?: string;
  readonly token?: string;
  readonly name: string;
  readonly env?: readonly string[];
  readonly user?: true;
  readonly write?: true;
  readonly replace?: true;
}

const examples = `
Prints the entry that points an MCP client at a gateway, in the client's own shape, and says in which file it goes. Nothing
is written without --write. The token is named by a variable, as the client writes variables; it is never asked for.

With --url: the address of the gateway, such as the vendor's or that of mcp-policy gateway --listen.
With a command after --: a program that speaks MCP over stdio, such as mcp-policy gateway.

Examples:
  mcp-policy point
  mcp-policy point claude-code --url https://proxy.policylayer.com/mcp/SERVER-UUID/ --token POLICYLAYER_TOKEN
  mcp-policy point vscode --name files --write -- mcp-policy gateway policy.json -- npx -y @modelcontextprotocol/server-filesystem .`;

/** `point`: the entry of a client that leads to a gateway. */
export function pointCommand(): Command {
  return new Command("point")
    .description("point an MCP client at a gateway: print the entry, or write it")
    .argument("[client]", "an MCP client; lists them when it is left out")
    .argument("[command...]", "a program that the client starts, after --")
    .option("--url <url>", "the address of the gateway")
    .option("--token <env>", "the environment variable that contains the grant token")
    .option("--name <name>", "the server's name in the client", "gateway")
    .addOption(repeatedOption("--env <name>", "a variable that the program gets; may be repeated"))
    .option("--user", "write to the client's file in your home folder, not to the workspace's")
    .option("--write", "write the entry into the file")
    .option("--replace", "with --write, replace another server of that name")
    .addHelpText("after", examples)
    .action(point);
}

async function point(client: string | undefined, command: readonly string[], options: Options): Promise<void> {
  if (client === undefined) {
    const rows = pointPlaces.map((each) => [
      each.client,
      each.label,
      each.place === "user" ? "--user" : "",
      pointPath(each, "NAME", resolve("."), thisSystem()),
    ]);
    print(table([["CLIENT", "NAME", "", "FILE"], ...rows]).join("\n"));
    return;
  }
  if (!knownClients.includes(client))
    throw new UsageError(`No client is called ${quote(client)}. There are: ${knownClients.join(", ")}.`);
  const pointed = await entryFor(client, targetOf(command, options), options);
  for (const sentence of pointed.notes) note(sentence);
  if (options.write !== true) {
    note(`It goes into ${nameOf(pointed.path)}.`);
    print(pointed.entry);
    return;
  }
  if (pointed.after !== undefined && pointed.after === pointed.before) {
    print(`${nameOf(pointed.path)} already has this entry for ${options.name}.`);
    return;
  }
  await write(pointed);
  print(`Wrote the server ${options.name} into ${nameOf(pointed.path)}.`);
}

const knownClients = [...new Set(pointPlaces.map(({ client }) => client))];

async function entryFor(client: string, target: PointTarget, { name, user, replace }: Options): Promise<Pointed> {
  const places = pointPlaces.filter((each) => each.client === client).map(({ place }) => place);
  if (user === true && !places.includes("user")) throw new UsageError(`${client} has only a file in the workspace.`);
  const place = user === true || !places.includes("workspace") ? "user" : "workspace";
  try {
    return await pointClient({ client, place }, name, target, resolve("."), thisSystem(), replace === true);
  } catch (error) {
    throw error instanceof ServerFailure ? new UsageError(error.message) : unreadable(client, error);
  }
}

function targetOf([program, ...args]: readonly string[], { url, token, env = [], name }: Options): PointTarget {
  if (!/^[A-Za-z0-9][\w.-]{0,63}$/.test(name))
    throw new UsageError("--name takes letters, digits, dots, dashes and underscores.");
  for (const each of [...env, ...(token === undefined ? [] : [token])])
    if (!/^[A-Za-z_]\w*$/.test(each))
      throw new UsageError("--token and --env take the name of a variable, not its value.");
  if (url !== undefined && program !== undefined)
    throw new UsageError("--url and a command after -- are two places: choose one.");
  if (url === undefined && program === undefined)
    throw new UsageError("Say where the client connects to: --url URL, or a command after --.");
  if (url !== undefined) return { kind: "url", url, token };
  if (token !== undefined) throw new UsageError("--token goes with --url.");
  return { kind: "command", command: program ?? "", args, env };
}

async function write({ path, before, after, isTaken }: Pointed): Promise<void> {
  const way = isTaken ? " Choose another --name, or use --replace." : "";
  if (after === undefined) throw new UsageError(`${nameOf(path)} is not written.${way}`);
  try {
    if (before === undefined) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, after, { flag: "wx" });
    } else await replaceFile(path, Buffer.from(before), Buffer.from(after), { followsLinks: true });
  } catch (error) {
    throw unreadable(path, error);
  }
}
