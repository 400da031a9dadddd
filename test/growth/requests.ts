import { readCatalogue } from "../../server/src/catalogue/catalogue";
import { compileCondition } from "../../server/src/policy/decide/condition";
import { bareEnvironment } from "../../server/src/service/environment";
import { runTests } from "../../server/src/service/policyTests/runTests";
import { checkArguments } from "../../server/src/service/simulation/checkArguments";
import { countSteps, countStepsOf } from "./countSteps";

/** The steps of one check of a condition that lists so many values. */
export function checkOfList(length: number): number {
  const values = Array.from({ length }, (_, index) => `v${index}`);
  const compiled = compileCondition({ path: "args.x", op: "not_in", value: values, span: { start: 0, end: 0 } });
  compiled.holds({ x: "none" });
  return countSteps(() => compiled.holds({ x: "none" }));
}

/** The steps of checking arguments against a schema whose references double with each of so many levels. */
export function checkOfReferences(levels: number): number {
  const $defs: Record<string, unknown> = { [`d${levels}`]: { type: "string" } };
  for (let level = 0; level < levels; level++) {
    const next = { $ref: `#/$defs/d${level + 1}` };
    $defs[`d${level}`] = { anyOf: [next, next], allOf: [next, next] };
  }
  const inputSchema = { type: "object", properties: { a: { $ref: "#/$defs/d0" } }, $defs };
  const catalogue = readCatalogue({ tools: [{ name: "t", inputSchema }] });
  return countSteps(() => checkArguments('{"a": 1}', "t", { ...bareEnvironment, catalogue }));
}

/** The steps of running so many policy tests that all fail. */
export function runOfFailures(length: number): Promise<number> {
  const text = '{"version": "1", "default": "deny", "tools": {"pay": {}}}';
  const call = { tool: "pay", expect: { decision: "deny", rule: "(hidden)" } };
  const tests = JSON.stringify({ tests: Array.from({ length }, () => ({ calls: [call] })) });
  return countStepsOf(() =>
    runTests({ uri: "file:///w/a.policy-test.json", text: tests, policy: { uri: "file:///w/a.policy.json", text } }),
  );
}
