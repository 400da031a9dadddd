/** The documents, or their parts, that come from the code. `npm run docs` writes them; the tests compare. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { languageModelTools } from "../../server/src/assistant/languageModelTools";
import { defaultAssumptions, otherChoices } from "../../server/src/policy/model/assumptions";
import { problemCodes } from "../../server/src/policy/problems/problemCodes";
import { configSchema } from "../../server/src/rules/engine/configSchema";
import { rulePage, ruleRows, ruleSettings, rulesPage } from "../../server/src/rules/engine/rulePages";
import { rules } from "../../server/src/rules/index";
import { snapshotOf } from "../../server/src/service/snapshot";
import { markedTextsOf } from "../policy/fixtures/markedText";
import { readManifest, withKeys } from "./manifestWords";
import { table, tableRows, withBetween } from "./markdown";
import { skillPage } from "./skillPage";

const rulePages = "docs/rules";

/** What of package.json the documents speak of. */
export interface Manifest {
  readonly contributes: {
    languageModelTools?: readonly object[];
    configuration: readonly { readonly title: string; readonly properties: Readonly<Record<string, Setting>> }[];
  };
}

interface Setting {
  readonly type: string;
  readonly enum?: readonly string[];
  readonly default: unknown;
  readonly markdownDescription: string;
}

/** Each generated file with its whole text, by its path in the project. JSON is formatted by whoever writes it. */
export function generatedFiles(project: string): ReadonlyMap<string, string> {
  const read = (file: string) => readFileSync(join(project, file), "utf8");
  const manifest = readManifest<Manifest>(project);
  manifest.contributes.configuration = withRules(manifest.contributes.configuration);
  manifest.contributes.languageModelTools = languageModelTools;
  const keyed = withKeys(manifest);
  const readme = withBetween(read("README.md"), "settings", settingsTable(manifest));
  const diagnostics = read("docs/diagnostics.md");
  return new Map([
    ["package.json", json(keyed.manifest)],
    ["package.nls.json", json(keyed.words)],
    ["server/schema/config.schema.json", json(configSchema(rules))],
    ["README.md", withBetween(readme, "rules", rulesTable())],
    ["docs/diagnostics.md", withBetween(diagnostics, "codes", codesTable(project, diagnostics))],
    ["docs/simulation.md", withBetween(read("docs/simulation.md"), "assumptions", assumptionsTable())],
    ["docs/skill/mcp-policy/SKILL.md", skillPage(project)],
    [`${rulePages}/README.md`, rulesPage(rules, table)],
    ...rules.map((rule) => [`${rulePages}/${rule.code}.md`, rulePage(rule)] as const),
  ]);
}

/** Pages of rules that are gone. */
export function leftOvers(project: string, files: ReadonlyMap<string, string>): readonly string[] {
  return readdirSync(join(project, rulePages))
    .map((name) => `${rulePages}/${name}`)
    .filter((path) => !files.has(path));
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const silencedTools: Setting & object = {
  type: "object",
  ...{ scope: "resource", additionalProperties: { type: "array", items: { type: "string" } } },
  default: {},
  markdownDescription:
    'Tools that a rule does not report: `{ "rule-code": ["tool_name"] }`. `"*"` lists tools that no rule reports. The policy itself does not change.',
};

function withRules(groups: Manifest["contributes"]["configuration"]): Manifest["contributes"]["configuration"] {
  const title = "Rules";
  const properties = { "mcpPolicy.silencedTools": silencedTools, ...(ruleSettings(rules) as Record<string, Setting>) };
  return [...groups.filter((group) => group.title !== title), { title, properties }];
}

function settingsTable({ contributes }: Manifest): string {
  const settings = contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
  // Those of the rules are in the table of the rules.
  const others = settings.filter(([name]) => !name.startsWith("mcpPolicy.rules."));
  const rows = others.map(([name, { type, enum: values, default: initial, markdownDescription }]) => [
    `\`${name}\``,
    (values ?? (type === "boolean" ? ["true", "false"] : [])).map((value) => `\`${value}\``).join(", ") || type,
    `\`${JSON.stringify(initial).replaceAll('"', "")}\``,
    // Only VS Code makes links of `#setting#`.
    markdownDescription.replace(/`#([\w.]+)#`/g, "`$1`"),
  ]);
  return table([["Setting", "Values", "Default", "Meaning"], ...rows]);
}

function rulesTable(): string {
  return table([["Rule", "Severity", "Fix", "Reports"], ...ruleRows(rules, `${rulePages}/`)]);
}

/** How bad a problem is, its fixtures show; of one without fixtures, the page says it. */
function codesTable(project: string, page: string): string {
  const said = new Map(tableRows(page, "codes").map(([code = "", severity = ""]) => [code, severity]));
  const found = new Map<string, Set<string>>();
  const folder = join(project, "test/policy/fixtures");
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".txt")))
    for (const { text } of markedTextsOf(readFileSync(join(folder, name), "utf8")))
      for (const { code, severity } of snapshotOf(text).problems)
        found.set(code, (found.get(code) ?? new Set()).add(severity));
  const rows = Object.entries(problemCodes).map(([code, meaning]) => {
    const name = `\`${code}\``;
    const seen = found.get(code);
    return [name, seen === undefined ? (said.get(name) ?? "error") : [...seen].sort().reverse().join(" or "), meaning];
  });
  return table([["Code", "Severity", "Meaning"], ...rows]);
}

function assumptionsTable(): string {
  const rows = Object.entries(defaultAssumptions).map(([name, choice]) => {
    const others = otherChoices
      .filter(({ assumption }) => assumption === name)
      .map(({ assumptions }) => String(Object.entries(assumptions).find(([key]) => key === name)?.[1]));
    return [`\`${name}\``, choice, others.join(", ")];
  });
  return table([["Name", "Read here as", "Could also be"], ...rows]);
}
