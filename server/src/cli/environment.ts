import { odooCatalogue } from "../catalogue/odooCatalogue";
import { isJsonObject } from "../policy/json";
import { bareEnvironment, type Environment } from "../service/environment";
import { readSettings } from "../service/settings";
import { nameOf, readText } from "./readText";
import { UsageError } from "./terminal";

/** What a command may know beside the policy. `settingsPath` names a file with the content of the section `mcpPolicy`. */
export async function environment(settingsPath?: string): Promise<Environment> {
  const catalogue = await odooCatalogue();
  const world = { ...bareEnvironment, catalogue, now: Date.now(), snippets: false };
  return settingsPath === undefined ? world : { ...world, settings: readSettings(await settingsIn(settingsPath)) };
}

async function settingsIn(path: string): Promise<unknown> {
  let settings: unknown;
  try {
    settings = JSON.parse((await readText(path)).text);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${nameOf(path)} is not JSON. It holds settings such as {"rules": {"unknown-tool": "off"}}.`);
  }
  if (!isJsonObject(settings)) throw new UsageError(`${nameOf(path)} holds no settings: it must be an object.`);
  // A whole settings.json of an editor will do as well.
  const sections = Object.entries(settings).filter(([name]) => name.startsWith("mcpPolicy."));
  if (sections.length === 0) return isJsonObject(settings.mcpPolicy) ? settings.mcpPolicy : settings;
  const rules = sections.flatMap(([name, value]) =>
    name.startsWith("mcpPolicy.rules.") ? [[name.slice("mcpPolicy.rules.".length), value]] : [],
  );
  return { rules: Object.fromEntries(rules), silencedTools: settings["mcpPolicy.silencedTools"] };
}
