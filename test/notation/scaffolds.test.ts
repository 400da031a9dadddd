/**
 * The 53 scaffolds that the open-source engine publishes (commit 77f0429, Apache-2.0): a server's tools, each without rules,
 * in YAML. Each converts to a policy that is checked with exit code 0, and decides every call as before.
 */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { decideSequence } from "../../server/src/policy/decide/decideSequence";
import { fixedText } from "../../server/src/service/actions/fixedText";
import type { Environment } from "../../server/src/service/environment";
import { snapshotOf } from "../../server/src/service/snapshot";
import { decideOld, type OldPolicy } from "../rules/dialect/oldEngine";
import { oldCalls } from "../rules/dialect/oldPolicies";
import { problemOf, reviewOf, worldWith } from "../rules/ruleTexts";

type Scaffold = { readonly description: string; readonly tools: string };
const published: Readonly<Record<string, Scaffold>> = JSON.parse(
  readFileSync(new URL("scaffolds.json", import.meta.url), "utf8"),
);

let world: Environment;
beforeAll(async () => {
  world = await worldWith();
});

/** The text as it is published: all scaffolds are laid out alike. */
function scaffoldText(name: string, { description, tools }: Scaffold): string {
  const names = tools.split(" ");
  return [
    "#  ─────────────────────────────────────────────────────────",
    `#  Policy: ${name} MCP Server`,
    `#  Tools: ${names.length}`,
    "#  ─────────────────────────────────────────────────────────",
    'version: "1"',
    `description: "${description}"`,
    '#  Set to "deny" to reject tool calls not listed below',
    'default: "allow"',
    "tools:",
    "    #  ── Read Tools ───────────────────────────────────────────",
    ...names.flatMap((tool) => [`    #  ${tool}: What it does`, `    ${tool}:`, "        rules: []"]),
    "",
    "  # Uncomment to apply a global rate limit across all tools:",
    '  # "*":',
    "  #   rules:",
    '  #     - name: "global rate limit"',
    "  #       rate_limit: 60/minute",
    "",
  ].join("\n");
}

describe("the scaffolds of the open-source engine", () => {
  it("are 53 with 967 tools", () => {
    const tools = Object.values(published).flatMap((scaffold) => scaffold.tools.split(" "));
    expect([Object.keys(published).length, tools.length]).toEqual([53, 967]);
  });

  it("convert to policies without an error or a warning, which decide 10,000 calls as before", async () => {
    let compared = 0;
    for (const [name, scaffold] of Object.entries(published)) {
      const yaml = scaffoldText(name, scaffold);
      const { text } = await fixedText(yaml, world);
      const said = reviewOf(text, world).items.map(problemOf);
      expect(
        said.filter(({ severity }) => severity !== "information" && severity !== "hint"),
        name,
      ).toEqual([]);

      const tool = fc.constantFrom(...scaffold.tools.split(" "), "not_listed", "*", "");
      const [calls = []] = fc
        .sample(fc.tuple(fc.array(tool, { minLength: 200, maxLength: 200 }), oldCalls), {
          numRuns: 1,
          seed: 20_261_128,
        })
        .map(([tools, random]) =>
          tools.map((each, index) => ({
            tool: each,
            arguments: random[index % random.length]?.arguments ?? {},
            at: index * 1_000,
          })),
        );
      const given = calls.map((call) => ({ ...call, arguments: call.arguments as never, grant: "one" }));
      const decided = decideSequence(snapshotOf(text).policy, given, { trace: false });
      expect(
        decided.map(({ outcome }) => outcome === "allow"),
        name,
      ).toEqual(decideOld(parse(yaml) as OldPolicy, calls));
      compared += decided.length;
    }
    expect(compared).toBeGreaterThanOrEqual(10_000);
  });
});
