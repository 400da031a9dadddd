import { type ParseError, parse } from "jsonc-parser";
import { TextDocument } from "vscode-languageserver-textdocument";
import { choiceInWords } from "../catalogue/chooseServer";
import { odooCatalogue } from "../catalogue/odooCatalogue";
import { type ChosenCatalogue, knownServers } from "../mcp/knownServers";
import { isJsonObject } from "../policy/text/json";
import { withConfig } from "../service/config/withConfig";
import { bareEnvironment, type Environment } from "../service/environment";
import { namedTools } from "../service/namedTools";
import { readSettings } from "../service/settings";
import type { Snapshot } from "../service/snapshot";
import type { ProjectConfigs } from "./projectConfig";
import { nameOf, readText } from "./readText";
import { noteUnreadServers } from "./servers/unreadServers";
import { note, UsageError } from "./terminal";

/** What a command may know beside the policy. `settingsPath` names a file with the content of the section `mcpPolicy`. */
export async function environment(settingsPath?: string): Promise<Environment> {
  const catalogue = await odooCatalogue();
  const world = { ...bareEnvironment, catalogue, now: Date.now(), snippets: false };
  return settingsPath === undefined ? world : { ...world, settings: readSettings(await settingsIn(settingsPath)) };
}

/** What a command may know of one policy, and what it has said of that: a report for programs repeats it. */
export interface PolicyEnvironment extends Environment {
  /** Which server it is about, where that is not clear; which files of servers are not read. */
  readonly notes: readonly string[];
}

/**
 * The same for one policy: with the tools of the server that it is about, and its configuration. Says which server, where
 * that is not clear, and which files of servers are not read.
 */
export async function environmentOf(
  world: Environment,
  path: string,
  snapshot: Snapshot,
  configs: ProjectConfigs,
): Promise<PolicyEnvironment> {
  const known = await environmentAbout(world, path, snapshot, configs);
  const { choice, place } = known.server;
  const unread = noteUnreadServers(await knownServers(), place.folder);
  if (choice.kind === "chosen") return { ...known, notes: unread };
  const doubt =
    choice.kind === "none" && unread.length > 0
      ? "not known which server it is about while a server's file is not read."
      : `${choiceInWords(choice)}. Name it under "servers" in .mcp-policy/config.json.`;
  const sentence = `${nameOf(path)}: ${doubt}`;
  note(sentence);
  return { ...known, notes: [...unread, sentence] };
}

/** The same without a word, for a command that is about something else. */
export async function environmentAbout(
  world: Environment,
  path: string,
  { policy }: Snapshot,
  configs: ProjectConfigs,
): Promise<Environment & ChosenCatalogue> {
  const place = await configs.place(path);
  const chosen = (await knownServers()).choose(place, () => namedTools(policy));
  return { ...withConfig(world, await configs.of(path)), ...chosen };
}

async function settingsIn(path: string): Promise<unknown> {
  const { text } = await readText(path);
  const errors: ParseError[] = [];
  // As the settings of VS Code are read: with comments and trailing commas.
  const settings: unknown = parse(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined) {
    const { line, character } = TextDocument.create("", "", 0, text).positionAt(error.offset);
    throw new UsageError(
      `${nameOf(path)}:${line + 1}:${character + 1}: this is not JSON. A file of settings is like {"rules": {"unknown-tool": "off"}}.`,
    );
  }
  if (!isJsonObject(settings)) throw new UsageError(`${nameOf(path)} has no settings: it must be an object.`);
  // A whole settings.json of an editor will do as well.
  const sections = Object.entries(settings).filter(([name]) => name.startsWith("mcpPolicy."));
  if (sections.length === 0) return isJsonObject(settings.mcpPolicy) ? settings.mcpPolicy : settings;
  const rules = sections.flatMap(([name, value]) =>
    name.startsWith("mcpPolicy.rules.") ? [[name.slice("mcpPolicy.rules.".length), value]] : [],
  );
  return { rules: Object.fromEntries(rules), silencedTools: settings["mcpPolicy.silencedTools"] };
}
