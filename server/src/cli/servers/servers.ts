import { resolve } from "node:path";
import { Command } from "commander";
import { foundIn } from "../../catalogue/files/serverFile";
import { entryTarget } from "../../mcp/clients/entryTarget";
import { findServers } from "../../mcp/clients/findServers";
import type { FoundServer } from "../../mcp/clients/foundServer";
import { type StoredServer, storedServers } from "../../mcp/serverStore";
import { sourceInWords, variablesInWords } from "../../mcp/sourceInWords";
import { thisSystem, variablesOf } from "../../mcp/thisSystem";
import { slashed } from "../readText";
import { asJson, note, painter, print, shown, table } from "../terminal";
import { serversFolder } from "./serversFolder";

const examples = `
Reads the files of MCP clients in this folder and in your home folder (VS Code, Claude, Cursor, Codex, Gemini, … see
docs/servers.md), and .mcp-policy/servers. Nothing is started. Values of variables are never shown.

Examples:
  mcp-policy servers
  mcp-policy servers --json | jq -r '.found[] | select(.imported == null) | .name'`;

/** `servers`: which servers your clients have, and which of them are imported. */
export function serversCommand(): Command {
  return new Command("servers")
    .description("list the servers of your MCP clients, and those that are imported")
    .option("--json", "print JSON")
    .addHelpText("after", examples)
    .action(list);
}

async function list({ json }: { readonly json?: boolean }): Promise<void> {
  const folder = serversFolder();
  const stored = await storedServers(folder);
  const found = await findServers(resolve("."), thisSystem());
  if (json === true) {
    print(asJson({ found: found.map((server) => reportOf(server, stored)), imported: stored.map(storedReport) }));
    return;
  }
  for (const { problem } of stored) if (problem !== undefined) note(problem);
  for (const { file, problems, name } of found)
    for (const problem of problems) note(`${file}${name === "" ? "" : `, ${name}`}: ${problem}`);
  const listed = found.filter(({ name }) => name !== "");
  const isFound = new Set(listed.map((server) => importedAs(server, stored)));
  const rows = [
    ...listed.map((server) => foundRow(server, stored)),
    ...stored.filter(({ name }) => !isFound.has(name)).map(storedRow),
  ];
  if (rows.length === 0) {
    note("No server is found. Import one with: mcp-policy import NAME -- COMMAND, or --url URL, or --file FILE.");
    return;
  }
  const [heading = "", ...lines] = table([
    ["SERVER", "IMPORTED", "CLIENT", "FILE", "VARIABLES", "STARTED BY"],
    ...rows,
  ]);
  print([painter("out")("bold", heading), ...lines].join("\n"));
}

function foundRow(server: FoundServer, stored: readonly StoredServer[]): string[] {
  const source = sourceOf(server);
  const name = importedAs(server, stored);
  return [
    shown(server.name),
    name === undefined ? "no" : name === server.name ? "yes" : `as ${name}`,
    `${server.label}${server.isOff ? " (off)" : ""}`,
    shown(server.file),
    shown(source === undefined ? "" : variablesInWords(source).join(", ")) || "-",
    shown(source === undefined ? "(cannot be started)" : sourceInWords(source)),
  ];
}

function storedRow({ name, path, server }: StoredServer): string[] {
  const { source } = server ?? {};
  const variables = source === undefined ? "" : variablesInWords(source).join(", ");
  const words = source === undefined ? "" : sourceInWords(source);
  return [name, server === undefined ? "broken" : "yes", "-", slashed(path), shown(variables) || "-", shown(words)];
}

function reportOf(server: FoundServer, stored: readonly StoredServer[]): object {
  const { name, client, place, file, isOff, problems } = server;
  const source = sourceOf(server);
  return {
    name,
    client,
    place,
    file,
    off: isOff,
    startedBy: source === undefined ? null : sourceInWords(source),
    variables: source === undefined ? [] : variablesInWords(source),
    imported: importedAs(server, stored) ?? null,
    problems,
  };
}

function storedReport({ name, path, server, problem }: StoredServer): object {
  return {
    name,
    file: slashed(path),
    ...(problem !== undefined && { problem }),
    tools: server?.tools.length ?? null,
    imported: server?.imported ?? null,
    hash: server?.hash ?? null,
    startedBy: server?.source === undefined ? null : sourceInWords(server.source),
  };
}

/** The name that a server is imported by: what it was imported from, else its own. */
function importedAs({ name, client, file }: FoundServer, stored: readonly StoredServer[]): string | undefined {
  const from = stored.find(({ server }) => {
    const place = foundIn(server?.source);
    return place?.client === client && place.file === file && place.name === name;
  });
  return (from ?? stored.find((each) => each.name === name))?.name;
}

function sourceOf(server: FoundServer): ReturnType<typeof entryTarget>["source"] | undefined {
  const { entry } = server;
  return entry === undefined ? undefined : entryTarget({ ...server, entry }, variablesOf(resolve("."))).source;
}
