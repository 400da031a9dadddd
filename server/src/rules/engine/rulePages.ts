import { type Rule, type RuleArea, ruleAreas } from "./rule";

/** Values of a rule's setting, as the editor shows them. */
const settingValues = ["off", "hint", "information", "warning", "error"];

/** The page of a rule, `docs/rules/<code>.md`: what, why, both examples, what fixes it, how to silence it. */
export function rulePage({ code, title, area, severity, docs, fixes }: Rule): string {
  return `# ${code}

${title}. Area: ${ruleAreas[area].toLowerCase()}. Severity: ${severity}, unless a setting says otherwise.

## What

${docs.what}

## Why

${docs.why}

## Example

This policy is reported:

\`\`\`json
${docs.bad}
\`\`\`

This one is not:

\`\`\`json
${docs.good}
\`\`\`

## Fixes

${fixes.length === 0 ? "None: this needs a decision." : fixes.map((fix) => `- ${plain(fix)}`).join("\n")}

## Silence it

The policy does not change. For everyone who works on the repository, write in \`.mcp-policy/config.json\`:

\`\`\`json
{
  "rules": { "${code}": "off" },
  "silencedTools": { "${code}": ["name_of_a_tool"] }
}
\`\`\`

\`rules\` silences the rule everywhere, \`silencedTools\` for one tool${area === "dialect" ? " (where the diagnostic names a tool)" : ""}. For you alone, the settings
\`mcpPolicy.rules.${code}\` and \`mcpPolicy.silencedTools\` do the same. The lightbulb on a diagnostic writes either for you.

[All rules](README.md)
`;
}

/** The table of all rules: code with its page, severity, whether something fixes it, title. */
export function ruleRows(rules: readonly Rule[], pages: string): string[][] {
  return rules.map(({ code, severity, fixes, title }) => [
    `[\`${code}\`](${pages}${code}.md)`,
    severity,
    fixes.length > 0 ? "yes" : "",
    plain(title),
  ]);
}

/** The page that lists all rules by area, `docs/rules/README.md`. */
export function rulesPage(rules: readonly Rule[], table: (rows: string[][]) => string): string {
  const areas = (Object.keys(ruleAreas) as RuleArea[]).map((area) => {
    const rows = ruleRows(
      rules.filter((rule) => rule.area === area),
      "",
    );
    return `## ${ruleAreas[area]}\n\n${table([["Rule", "Severity", "Fix", "Reports"], ...rows])}\n`;
  });
  return `# Rules

What a reviewer of gateway policies would report about a valid policy. A rule reports only what is certain. Each has a page
with both examples, and a setting.

${areas.join("\n")}`;
}

/** The settings of the rules, for the manifest of the extension. */
export function ruleSettings(rules: readonly Rule[]): Record<string, object> {
  const settings: Record<string, object> = {};
  for (const { code, title, severity } of rules)
    settings[`mcpPolicy.rules.${code}`] = {
      type: "string",
      scope: "resource",
      enum: settingValues,
      default: severity,
      markdownDescription: `${title}.`,
    };
  return settings;
}

/** A title in a table or a list: a bar would end its cell. */
function plain(text: string): string {
  return text.replaceAll("|", "\\|");
}
