import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assistantTools } from "../../server/src/assistant/assistantTools";
import { operators } from "../../server/src/policy/model/operators";
import { rules } from "../../server/src/rules/index";

interface Field {
  readonly title?: string;
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
}

/** The objects of the schema, as a person calls them, and the form of each field's value where one is meant. */
const objects = [
  ["The document", undefined],
  ["all_tools", "allTools"],
  ["A tool, under tools", "tool"],
  ["An entry of require and deny_if", "predicate"],
  ["A condition", "condition"],
  ["A limit", "limit"],
] as const;

/** A page that teaches an assistant the format: from the schema, the operators, the rules about holes and the tools. */
export function skillPage(project: string): string {
  const read = (file: string) => readFileSync(join(project, file), "utf8");
  const schema: Field & { readonly definitions: Readonly<Record<string, Field>> } = JSON.parse(
    read("server/schema/policy.schema.json"),
  );
  const [example = ""] = /```mcp-policy\n[\s\S]*?\n```/.exec(read("docs/policy-format.md")) ?? [];
  const fieldsOf = ([title, name]: (typeof objects)[number]) => {
    const { properties = {}, required = [] } = (name === undefined ? schema : schema.definitions[name]) ?? {};
    const fields = Object.entries(properties).map(([field, { $ref, description }]) => {
      const meant = description ?? schema.definitions[$ref?.split("/").at(-1) ?? ""]?.description ?? "";
      return `- \`${field}\`${required.includes(field) ? "" : ", optional"}: ${meant}`;
    });
    return `### ${title}\n\n${fields.join("\n")}`;
  };
  const holes = rules.filter(({ area, check }) => area === "holes" && check.each === "tool");
  return `---
name: mcp-policy
description: Write, review and repair policy.json of an MCP gateway (PolicyLayer), the file that decides which tools an agent may call, with which arguments and how often. Use it for files named policy.json or *.policy.json with "default", "hide", "tools", "require", "deny_if" or "limits".
---

# Policies of an MCP gateway

One JSON file decides every \`tools/call\` of an agent: allow, deny, hide, check arguments, limit. Strict JSON, without comments.

${example.replace("```mcp-policy", "```json")}

## How to work

1. Get the server's tools (\`tools/list\`), and send them as \`serverTools\` with every question.
2. Start from \`policy_suggest\`, or from \`"default": "deny"\`. List what the task needs, and nothing else.
3. For each argument that leads somewhere (a path, an address, a command, a recipient, a branch) say what is allowed, with \`require\`.
4. After each change call \`policy_check\`, and fix every error. Apply one fix, then check again.
5. Before you call it safe call \`policy_probe\`. Close each hole, or say why it stays. What is under \`notKnown\` was not looked at.
6. \`policy_simulate\` with the calls that are wanted, and with some that are not. \`policy_diff\` says what a change newly allows.

Without an MCP server the same is \`mcp-policy check\`, \`probe\`, \`simulate\` and \`diff\` in a terminal.

${assistantTools.map(({ name, title }) => `- \`${name}\`: ${title}`).join("\n")}

## The form

${objects.map(fieldsOf).join("\n\n")}

### Operators

${[...operators.values()].map(({ name, meaning, pitfall = "" }) => `- \`${name}\`: ${meaning} ${pitfall}`.trim()).join("\n")}

## What gets past a condition

${holes.map(({ code, title, docs }) => `- \`${code}\`: ${title}. ${docs.why}`).join("\n")}
`;
}
