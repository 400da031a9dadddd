import { isRecord } from "../shared/isRecord";

/** The setting `mcpPolicy.silencedTools`: tools by the code of the rule that is silent about them. */
export type SilencedTools = Readonly<Record<string, readonly string[]>>;

/**
 * The setting after one tool more is silenced. `own` is what is in the settings that are written, `effective` what
 * holds by all settings: a list that is written replaces the same list of outer settings, and so has to repeat it.
 */
export function withSilenced(own: unknown, effective: unknown, code: string, tool: string): SilencedTools {
  const names = listOf(effective, code);
  const all = names.includes(tool) ? names : [...names, tool];
  return { ...(isRecord(own) ? (own as SilencedTools) : {}), [code]: all };
}

function listOf(setting: unknown, code: string): readonly string[] {
  const list = isRecord(setting) && Object.hasOwn(setting, code) ? setting[code] : [];
  return Array.isArray(list) ? list.filter((name) => typeof name === "string") : [];
}
