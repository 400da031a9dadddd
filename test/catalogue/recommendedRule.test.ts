import { beforeAll, describe, expect, test } from "vitest";
import type { Category, Tool, ToolCatalogue } from "../../server/src/catalogue/catalogue";
import { effectiveState, stateInWords } from "../../server/src/catalogue/effectiveState";
import { odooCatalogue } from "../../server/src/catalogue/odooCatalogue";
import { recommendedRule, recommendedRuleInWords } from "../../server/src/catalogue/recommendedRule";
import { snapshotOf } from "../../server/src/service/snapshot";

let catalogue: ToolCatalogue;
beforeAll(async () => {
  catalogue = await odooCatalogue();
});

function toolOf(category: Category): Tool {
  return {
    name: "Send_Money",
    summary: "",
    rationale: "",
    category,
    risk: "High",
    classification: "derived",
    group: "",
    inputSchema: {},
    source: "",
  };
}

/** The policy that follows the recommendation for one tool. */
function policyOf(tool: Tool): string {
  const recommended = recommendedRule(tool);
  return JSON.stringify(
    recommended.kind === "hide"
      ? { version: "1", default: "deny", hide: [tool.name] }
      : {
          version: "1",
          default: "deny",
          tools: recommended.kind === "rules" ? { [tool.name]: recommended.rules } : {},
        },
  );
}

describe("the recommended rule", () => {
  test.each<{ category: Category; words: string; state: string }>([
    { category: "Read", words: "allow without further checks", state: "allowed without further checks" },
    {
      category: "Other",
      words: "allow at most 60 calls a minute",
      state: "allowed, at most 60 calls a minute per grant",
    },
    {
      category: "Write",
      words: "allow at most 30 calls a minute",
      state: "allowed, at most 30 calls a minute per grant",
    },
    {
      category: "Execute",
      words: "allow at most 10 calls a minute",
      state: "allowed, at most 10 calls a minute per grant",
    },
    { category: "Destructive", words: "hide it", state: "hidden" },
    {
      category: "Financial",
      words: "deny always, a person must approve",
      state: "denied always: Requires human approval.",
    },
  ])("of a $category tool: $words", ({ category, words, state }) => {
    const tool = toolOf(category);
    const snapshot = snapshotOf(policyOf(tool));
    expect(snapshot.problems).toEqual([]);
    expect(recommendedRuleInWords(tool)).toBe(words);
    expect(stateInWords(effectiveState(snapshot.policy, tool.name))).toBe(state);
  });

  test("names the counter after the tool, in lower case", () => {
    expect(recommendedRule(toolOf("Write"))).toEqual({
      kind: "rules",
      rules: { limits: [{ counter: "send_money_rate", window: "minute", max: 30, scope: "grant" }] },
    });
  });

  test("makes a policy without problems for every tool of the catalogue", () => {
    for (const tool of catalogue.tools) expect(snapshotOf(policyOf(tool)).problems, tool.name).toEqual([]);
  });
});
