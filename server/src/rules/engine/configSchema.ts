import { type AssumptionName, defaultAssumptions, otherChoices } from "../../policy/model/assumptions";
import type { Rule } from "./rule";

/** The choices of each assumption, the default first. */
function assumptionChoices(): [AssumptionName, string[]][] {
  return (Object.keys(defaultAssumptions) as AssumptionName[]).map((name) => {
    const others = otherChoices.flatMap(({ assumption, assumptions }) =>
      assumption === name ? [assumptions[name]] : [],
    );
    return [name, [...new Set([defaultAssumptions[name], ...others])]];
  });
}

const globs = {
  type: "array",
  maxItems: 100,
  items: { type: "string", minLength: 1, maxLength: 200 },
};

/** The schema of `.mcp-policy/config.json`, `server/schema/config.schema.json`. */
export function configSchema(rules: readonly Rule[]): object {
  const codes = rules.map(({ code, title, severity }) => [
    code,
    { $ref: "#/definitions/severity", description: `${title}. Default: ${severity}.` },
  ]);
  const choices = assumptionChoices().map(([name, values]) => [
    name,
    { type: "string", enum: values, description: `Default: ${values[0]}. See docs/simulation.md, Assumptions.` },
  ]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "MCP Policy configuration",
    description:
      "Settings of the editor and the command line for the policies of a repository: .mcp-policy/config.json.",
    allowComments: true,
    allowTrailingCommas: true,
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string", description: "Address of this schema. Not needed." },
      rules: {
        type: "object",
        description: "Severity of each rule, by its code; off silences it.",
        additionalProperties: false,
        properties: Object.fromEntries(codes),
      },
      silencedTools: {
        type: "object",
        description: 'Tools that a rule does not report: { "rule-code": ["tool_name"] }. "*" is every rule.',
        propertyNames: { enum: ["*", ...rules.map(({ code }) => code)] },
        additionalProperties: { type: "array", items: { type: "string" } },
      },
      files: {
        type: "object",
        description: "Which files are policies, as patterns from the folder that .mcp-policy is in.",
        additionalProperties: false,
        properties: {
          include: { ...globs, description: "Policies in addition to those with the usual names: gateway/**/*.json." },
          exclude: { ...globs, description: "Policies and tests that are not looked for: **/testdata/**." },
        },
      },
      servers: {
        type: "object",
        description:
          'Which server a policy is about, by patterns from the folder that .mcp-policy is in: { "policies/github*.json": "github" }.',
        maxProperties: 100,
        additionalProperties: { type: "string", minLength: 1, maxLength: 200 },
      },
      drift: {
        type: "object",
        description: "Settings of mcp-policy drift.",
        additionalProperties: false,
        properties: {
          ignore: {
            ...globs,
            description:
              "Places that may differ, as tool.path: clock.inputSchema.properties.at.default. * is any text.",
          },
        },
      },
      assumptions: {
        type: "object",
        description: "How the gateway decides where its documentation is silent.",
        additionalProperties: false,
        properties: Object.fromEntries(choices),
      },
    },
    definitions: { severity: { type: "string", enum: ["off", "hint", "information", "warning", "error"] } },
  };
}
