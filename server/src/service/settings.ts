import { type Layout, layouts } from "../policy/edit/formatText";
import { isJsonObject, type JsonValue } from "../policy/text/json";
import type { Severity } from "../policy/text/problem";

/** A severity that a person chooses for a rule; "off" silences it. */
export type RuleSetting = Severity | "off";

/** How much is written between and after the lines of a policy: little, what tells something, or all there is. */
const annotationLevels = ["minimal", "normal", "all"] as const;

/** What a person has set for this extension, in whatever editor. Everything has a default. */
export interface Settings {
  /** Severities of rules, by code; other rules keep their own. */
  readonly rules: ReadonlyMap<string, RuleSetting>;
  /** Tools that a rule is silent about, by the rule's code; under "*" those that every rule is silent about. */
  readonly silenced: ReadonlyMap<string, ReadonlySet<string>>;
  /** How much is shown above and after the lines; of it, each kind can be turned off. */
  readonly annotations: (typeof annotationLevels)[number];
  /** What is shown above the lines. */
  readonly codeLens: { readonly summary: boolean; readonly tools: boolean };
  /** What is shown inside the lines. */
  readonly inlayHints: { readonly limits: boolean; readonly risk: boolean };
  /** Whether this extension lays out policies. */
  readonly format: boolean;
  /** How it lays them out. */
  readonly layout: Layout;
  /** Whether names of tools lead to the registry's pages. */
  readonly documentLinks: boolean;
  /** Whether policies of the workspace are checked that are not open. */
  readonly workspaceDiagnostics: boolean;
}

/** Nothing set. */
export const defaultSettings: Settings = readSettings(undefined);

const ruleSettings: readonly RuleSetting[] = ["off", "hint", "information", "warning", "error"];

/** Reads the section `mcpPolicy` of the editor's settings. What has another shape counts as not set. */
export function readSettings(section: unknown): Settings {
  const settings = isJsonObject(section) ? section : {};
  const annotations = annotationLevels.find((level) => level === settings.annotations) ?? "normal";
  return {
    annotations,
    rules: readRules(settings.rules),
    silenced: readSilenced(settings.silencedTools),
    codeLens: { summary: isOn(settings.codeLens, "summary"), tools: isOn(settings.codeLens, "tools") },
    format: isOn(settings.format, "enable"),
    layout: readLayout(settings.format),
    documentLinks: annotations === "all" || isTurnedOn(settings.documentLinks, "enable"),
    workspaceDiagnostics: isOn(settings.workspaceDiagnostics, "enable"),
    inlayHints: { limits: isOn(settings.inlayHints, "limits"), risk: isOn(settings.inlayHints, "risk") },
  };
}

/** A part that is shown unless it was turned off. */
function isOn(section: JsonValue | undefined, name: string): boolean {
  return !isJsonObject(section) || section[name] !== false;
}

/** A part that is shown only when it was turned on. */
function isTurnedOn(section: JsonValue | undefined, name: string): boolean {
  return isJsonObject(section) && section[name] === true;
}

function readLayout(section: JsonValue | undefined): Layout {
  return layouts.find((each) => isJsonObject(section) && section.layout === each) ?? "expanded";
}

function readRules(value: JsonValue | undefined): Settings["rules"] {
  const read = new Map<string, RuleSetting>();
  for (const [code, setting] of entriesOf(value)) {
    const known = ruleSettings.find((each) => each === setting);
    if (known !== undefined) read.set(code, known);
  }
  return read;
}

function readSilenced(value: JsonValue | undefined): Settings["silenced"] {
  const read = new Map<string, ReadonlySet<string>>();
  for (const [code, names] of entriesOf(value))
    if (Array.isArray(names)) read.set(code, new Set(names.filter((name) => typeof name === "string")));
  return read;
}

function entriesOf(value: JsonValue | undefined): readonly (readonly [string, JsonValue])[] {
  return isJsonObject(value) ? Object.entries(value) : [];
}
