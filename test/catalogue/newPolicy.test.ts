import { beforeAll, describe, expect, test } from "vitest";
import { type Risk, readCatalogue, type Tool, type ToolCatalogue } from "../../server/src/catalogue/catalogue";
import { effectiveState } from "../../server/src/catalogue/effectiveState";
import { type PolicyPlan, planPolicy } from "../../server/src/catalogue/newPolicy";
import { odooCatalogue } from "../../server/src/catalogue/odooCatalogue";
import { recommendedRule } from "../../server/src/catalogue/recommendedRule";
import { decide } from "../../server/src/policy/decide/decide";
import { snapshotOf } from "../../server/src/service/snapshot";

const plans: readonly PolicyPlan[] = [
  { kind: "deny-all" },
  { kind: "read-only" },
  ...(["Low", "Medium", "High", "Critical"] as const).map((ceiling) => ({ kind: "risk-ceiling" as const, ceiling })),
];

/** Every category with every risk, under names that are hard to carry. */
const odd = readCatalogue({
  tools: ["Read", "Other", "Write", "Execute", "Destructive", "Financial"]
    .flatMap((category) =>
      ["Low", "Medium", "High", "Critical"].map((risk) => ({ name: `${category} "${risk}"`, category, risk })),
    )
    .concat([{ name: "__proto__", category: "Read", risk: "Low" }]),
});

let catalogues: readonly ToolCatalogue[];
beforeAll(async () => {
  catalogues = [await odooCatalogue(), odd];
});

/** What becomes of the first call of each tool, by the text of the policy. */
function decisions(plan: PolicyPlan, catalogue: ToolCatalogue): { tool: Tool; allowed: boolean; state: string }[] {
  const { policy } = snapshotOf(JSON.stringify(planPolicy(plan, catalogue).policy));
  return catalogue.tools.map((tool) => {
    const call = { tool: tool.name, arguments: {}, grant: "default", at: 0 };
    const decision = decide(policy, call, new Map(), { trace: false });
    return { tool, allowed: decision.outcome === "allow", state: effectiveState(policy, tool.name).kind };
  });
}

describe.each(plans)("%o", (plan) => {
  test("is a valid policy that denies by default, with a reason for each tool", () => {
    for (const catalogue of catalogues) {
      const { policy, tools } = planPolicy(plan, catalogue);
      const snapshot = snapshotOf(JSON.stringify(policy));
      expect(snapshot.problems.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(snapshot.policy.default).toBe("deny");
      expect(tools.map(({ tool }) => tool)).toEqual(catalogue.tools);
      for (const { rule, reason } of tools) {
        expect(rule).not.toBe("");
        expect(reason).toMatch(/^[A-Z].*\.$/);
      }
    }
  });

  test("says of each tool what its policy does", () => {
    for (const catalogue of catalogues) {
      const decided = decisions(plan, catalogue);
      for (const [index, { tool, rule }] of planPolicy(plan, catalogue).tools.entries()) {
        const { allowed, state } = decided[index] ?? { allowed: undefined, state: "" };
        expect(allowed, tool.name).toBe(rule.startsWith("allow "));
        expect(state === "hidden", tool.name).toBe(rule === "hide it");
      }
    }
  });
});

test("deny all: no tool is allowed", () => {
  for (const catalogue of catalogues)
    for (const { tool, allowed } of decisions({ kind: "deny-all" }, catalogue)) expect(allowed, tool.name).toBe(false);
});

test("read only: Read tools are allowed without further checks, and no other is", () => {
  for (const catalogue of catalogues)
    for (const { tool, state } of decisions({ kind: "read-only" }, catalogue))
      expect(state, tool.name).toBe(tool.category === "Read" ? "allowed" : "denied");
});

test("by risk: no tool above the ceiling is allowed, and each below has its recommended rule", () => {
  const order: readonly Risk[] = ["Low", "Medium", "High", "Critical"];
  for (const catalogue of catalogues)
    for (const [index, ceiling] of order.entries())
      for (const { tool, allowed, state } of decisions({ kind: "risk-ceiling", ceiling }, catalogue)) {
        const recommended = recommendedRule(tool);
        const isAbove = order.indexOf(tool.risk) > index;
        const isUsable = tool.category !== "Destructive" && tool.category !== "Financial";
        expect(allowed, tool.name).toBe(!isAbove && isUsable);
        if (!isAbove && recommended.kind === "hide") expect(state, tool.name).toBe("hidden");
        if (!isAbove && recommended.kind === "rules" && "limits" in recommended.rules)
          expect(state, tool.name).toBe("limited");
      }
});
