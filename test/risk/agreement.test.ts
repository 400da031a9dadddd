import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { agreement } from "./agreement";
import { publishedFacts, report } from "./report";

test("agreement counts categories, steps of risk, and what is dangerous and called Read", () => {
  const fact = (tool: string, category: string, server = "a") => ({ server, tool, category, kind: "rationale" });
  const found = agreement([
    fact("list_files", "Read"),
    fact("write_file", "Execute"),
    fact("get_everything", "Destructive", "b"),
    fact("thing", "Write", "b"),
    fact("odd", "Other"),
  ]);
  expect(found).toMatchObject({ facts: 4, servers: 2, category: 1 / 4, riskWithinOneStep: 2 / 4, worstPart: 0 });
  expect(found.calledRead).toBe(1);
  expect(found.found.get("Execute")).toEqual([0, 1]);
});

/** Other people's data, beside the project: not on every machine. */
const published = "../shared/risk/published.jsonl";

test.skipIf(!existsSync(published))("published classes with a reason: the goals are met", () => {
  const facts = publishedFacts(published);
  const { category, riskWithinOneStep, calledRead, found } = agreement(
    facts.filter(({ kind }) => kind === "rationale"),
  );
  const recall = (...names: readonly ("Execute" | "Destructive" | "Financial")[]): number => {
    const counts = names.map((name) => found.get(name) ?? [0, 0]);
    return counts.reduce((sum, [of]) => sum + of, 0) / counts.reduce((sum, [, all]) => sum + all, 0);
  };
  expect(category).toBeGreaterThanOrEqual(0.88);
  expect(riskWithinOneStep).toBeGreaterThanOrEqual(0.97);
  expect(recall("Destructive", "Financial")).toBeGreaterThanOrEqual(0.92);
  expect(recall("Execute")).toBeGreaterThanOrEqual(0.8);
  expect(calledRead).toBe(0);
  expect(report(facts, "today")).toMatch(/^\| Execute, Destructive or Financial called Read +\| 0 /m);
});
