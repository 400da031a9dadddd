import type { Environment } from "../environment";
import type { Settings } from "../settings";
import type { ProjectConfig } from "./projectConfig";

/**
 * A person's settings over the repository's configuration: a rule that the person has set is as the person has set it,
 * any other as it is configured; tools that either silences are silent.
 */
export function layeredSettings(settings: Settings, { rules, silenced }: ProjectConfig): Settings {
  const codes = new Set([...silenced.keys(), ...settings.silenced.keys()]);
  const both = [...codes].map((code) => {
    const tools = new Set([...(silenced.get(code) ?? []), ...(settings.silenced.get(code) ?? [])]);
    return [code, tools] as const;
  });
  return { ...settings, rules: new Map([...rules, ...settings.rules]), silenced: new Map(both) };
}

/** The world with what a repository has configured, below what is set in it already. */
export function withConfig(environment: Environment, config: ProjectConfig): Environment {
  const { assumptions } = config;
  return { ...environment, settings: layeredSettings(environment.settings, config), assumptions };
}
