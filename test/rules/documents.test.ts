/**
 * The pages, the tables and the settings that come from the list of rules. `npm run docs` writes them; here they are
 * compared with what is there.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { configSchema } from "../../server/src/rules/engine/configSchema";
import { rulePage, ruleRows, ruleSettings, rulesPage } from "../../server/src/rules/engine/rulePages";
import { rules } from "../../server/src/rules/index";

const project = resolve(import.meta.dirname, "../..");
const pages = join(project, "docs/rules");
const isUpdate = process.env.UPDATE_DOCS !== undefined;
const groupTitle = "Rules";

const silencedTools = {
  type: "object",
  scope: "resource",
  default: {},
  additionalProperties: { type: "array", items: { type: "string" } },
  markdownDescription:
    'Tools that a rule says nothing about: `{ "rule-code": ["tool_name"] }`. Under `"*"` stand those that no rule says anything about. The policy itself stays as it is.',
};

/** A Markdown table with columns of equal width, as the formatter writes it. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? "")].length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - [...cell].length)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...body.map(line)].join("\n");
}

/** Writes a file when documents are remade; its text is compared otherwise. */
function expectFile(path: string, text: string): void {
  if (isUpdate) writeFileSync(path, text);
  expect(readFileSync(path, "utf8")).toBe(text);
}

describe("docs/rules/", () => {
  if (isUpdate) {
    rmSync(pages, { recursive: true, force: true });
    mkdirSync(pages, { recursive: true });
  }
  it.each(rules)("$code.md", (rule) => expectFile(join(pages, `${rule.code}.md`), rulePage(rule)));
  it("README.md", () => expectFile(join(pages, "README.md"), rulesPage(rules, table)));
  it("has no page of a rule that is gone", () => {
    const names = existsSync(pages) ? readdirSync(pages) : [];
    expect(names.sort()).toEqual(["README.md", ...rules.map(({ code }) => `${code}.md`)].sort());
  });
});

describe("README.md", () => {
  it("lists the rules", () => {
    const path = join(project, "README.md");
    const before = readFileSync(path, "utf8");
    const made = table([["Rule", "Severity", "Fix", "Says"], ...ruleRows(rules, "docs/rules/")]);
    const after = before.replace(/<!-- rules -->[\s\S]*<!-- \/rules -->/, `<!-- rules -->\n${made}\n<!-- /rules -->`);
    expect(after).toContain("<!-- rules -->");
    expectFile(path, after);
  });
});

describe("server/schema/config.schema.json", () => {
  it("has every rule and every assumption", () => {
    const path = join(project, "server/schema/config.schema.json");
    const made = configSchema(rules);
    if (isUpdate) writeFileSync(path, `${JSON.stringify(made, null, 2)}\n`);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(made);
  });
});

describe("package.json", () => {
  it("has a setting for each rule, in a group of its own", () => {
    const path = join(project, "package.json");
    const manifest = JSON.parse(readFileSync(path, "utf8"));
    const groups: { title: string; properties: object }[] = manifest.contributes.configuration;
    const made = {
      title: groupTitle,
      properties: { "mcpPolicy.silencedTools": silencedTools, ...ruleSettings(rules) },
    };
    if (isUpdate) {
      const others = groups.filter(({ title }) => title !== groupTitle);
      manifest.contributes.configuration = [...others, made];
      writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
    }
    const written = JSON.parse(readFileSync(path, "utf8")).contributes.configuration;
    expect(written.find(({ title }: { title: string }) => title === groupTitle)).toEqual(made);
  });
});
