import { resolve } from "node:path";
import { Command, Option } from "commander";
import { compareTools, type ToolChanges } from "../../catalogue/files/compareTools";
import { ignoredPlaces } from "../../catalogue/files/ignoredPlaces";
import { foundIn, type ServerFile } from "../../catalogue/files/serverFile";
import { ServerFailure } from "../../mcp/serverFailure";
import { type StoredServer, storedServers } from "../../mcp/serverStore";
import type { ServerTarget } from "../../mcp/serverTarget";
import { sourceTarget } from "../../mcp/sourceTarget";
import { variablesOf } from "../../mcp/thisSystem";
import { wasEdited } from "../../mcp/toolsHash";
import type { StackServer } from "../../service/stack/stack";
import { touchedPolicies } from "../../service/stack/touchedPolicies";
import { ProjectConfigs } from "../projectConfig";
import { slashed } from "../readText";
import { repeatedOption } from "../repeatedOption";
import { complain, note, print, UsageError } from "../terminal";
import { askWithStatus, secondsIn } from "./askWithStatus";
import { chooseFound } from "./chooseFound";
import { type Drifted, driftReport, type NotAsked } from "./driftReport";
import { serversFolder } from "./serversFolder";
import { stackOfFolder } from "./stackOfFolder";

interface Options {
  readonly format: "text" | "json" | "github";
  readonly ignore?: readonly string[];
  readonly timeout: string;
}

const examples = `
Asks imported servers again, the way they were imported, and ends with 1 when tools were added, removed or
changed since. A server from a client's file is started as that file says now, so a new version there is seen. A server
that cannot be asked ends it with 2. One that was imported from a file or the editor has nothing to ask: it is listed as
not compared, and ends it with 2 only when you name it. List what may always differ in .mcp-policy/config.json:
"drift": { "ignore": ["clock.*.default"] }.

Examples:
  mcp-policy drift
  mcp-policy drift github --format github
  mcp-policy drift clock --ignore '*.default'`;

/** `drift`: what has changed at servers since they were imported. */
export function driftCommand(): Command {
  return new Command("drift")
    .description("ask imported servers again, and say what has changed")
    .argument("[name...]", "imported servers; all of them by default")
    .addOption(
      new Option("-f, --format <format>", "how to print it").choices(["text", "json", "github"]).default("text"),
    )
    .addOption(
      repeatedOption(
        "--ignore <path>",
        "a place that may differ, such as 'clock.inputSchema.properties.at.default'; * is any text",
      ),
    )
    .option("--timeout <seconds>", "time to wait for each answer", "60")
    .addHelpText("after", examples)
    .action(drift);
}

async function drift(names: readonly string[], { format, ignore = [], timeout }: Options): Promise<void> {
  const seconds = secondsIn(timeout);
  const folder = serversFolder();
  const stored = await storedServers(folder);
  const lost = names.find((name) => !stored.some((each) => each.name === name));
  if (stored.length === 0)
    throw new UsageError(`No server is imported in ${slashed(folder)}. Import one first: mcp-policy import NAME …`);
  if (lost !== undefined)
    throw new UsageError(`No server is imported as ${lost}. There are: ${stored.map(({ name }) => name).join(", ")}.`);
  const chosen = names.length === 0 ? stored : stored.filter(({ name }) => names.includes(name));
  const configs = new ProjectConfigs(undefined);
  const configured = (await configs.of("policy.json")).drift.ignore;
  configs.report();
  const isIgnored = ignoredPlaces([...configured, ...ignore]);
  const drifted: Drifted[] = [];
  const notAsked: NotAsked[] = [];
  let stack: readonly StackServer[] | undefined;
  for (const each of chosen) {
    try {
      const { changes, leftOut } = await changesOf(each, seconds, isIgnored);
      if (hasChanged(changes)) stack ??= (await stackOfFolder(["."])).servers;
      const policies = stack?.find(({ name }) => name === each.name)?.policies ?? [];
      drifted.push({ stored: each, changes, leftOut, touched: touchedPolicies(changes, policies) });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      const isExpected = names.length === 0 && isBeyondAsking(each);
      (isExpected ? note : complain)(error.message);
      notAsked.push({ stored: each, why: error.message, isExpected });
      if (!isExpected) process.exitCode = 2;
    }
  }
  if (notAsked.length === chosen.length) process.exitCode = 2;
  print(driftReport(drifted, notAsked, format), format === "github" ? "workflow" : "text");
  if (process.exitCode !== 2 && drifted.some(({ changes }) => hasChanged(changes))) process.exitCode = 1;
}

async function changesOf(
  { name, path, server, problem }: StoredServer,
  seconds: number,
  isIgnored: (tool: string, path: string) => boolean,
): Promise<Pick<Drifted, "changes" | "leftOut">> {
  if (server === undefined) throw new UsageError(problem ?? `${path} lists no tools. Import ${name} again.`);
  if (wasEdited(server))
    note(`${slashed(path)} was edited since the import: its tools are not those that were imported.`);
  const { tools, leftOut } = await askWithStatus(name, await targetOf(server), seconds);
  const now = tools.map(({ json }) => json);
  return { changes: compareTools(server.tools, now, isIgnored), leftOut };
}

/** Whether its tools came from where no server can be asked. */
function isBeyondAsking({ server }: StoredServer): boolean {
  return server?.source?.kind === "file" || server?.source?.kind === "editor";
}

/** The entry of the client's file counts while it is there. */
async function targetOf({ name, source }: ServerFile): Promise<ServerTarget> {
  const workspace = resolve(".");
  try {
    if (source === undefined) throw new ServerFailure("Its file does not say where it came from.");
    const from = foundIn(source);
    if (from === undefined) return sourceTarget(source, variablesOf(workspace));
    return (await chooseFound(`${from.client}:${from.file}:${from.name}`, workspace)).target;
  } catch (error) {
    if (error instanceof ServerFailure || error instanceof UsageError)
      throw new UsageError(`${name} cannot be asked: ${error.message}`);
    throw error;
  }
}

function hasChanged({ added, removed, changed }: ToolChanges): boolean {
  return added.length + removed.length + changed.length > 0;
}
