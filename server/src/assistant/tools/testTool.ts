import { runTests } from "../../service/policyTests/runTests";
import { type AssistantTool, bounded, longestText, policyText, textOf } from "../assistantTool";
import { rangeInText } from "../openText";

/** Whether tests of a policy pass. */
export const testTool: AssistantTool = {
  name: "policy_test",
  title: "Run policy tests",
  description:
    "Runs the tests of a test file against a policy. Each failure says what was expected, what came out, and where the test says so.",
  inputSchema: {
    type: "object",
    properties: {
      policy: policyText,
      tests: { type: "string", description: "The whole text of the test file, JSON.", maxLength: longestText },
    },
    required: ["policy", "tests"],
    additionalProperties: false,
  },
  async answer(args) {
    const { results, notRun } = await runTests({
      uri: "file:///policy.policy-test.json",
      text: textOf(args, "tests"),
      policy: { uri: "file:///policy.json", text: textOf(args, "policy") },
    });
    const failed = results.filter(({ failures }) => failures.length > 0);
    const { shown, left } = bounded(
      failed.flatMap(({ test, failures }) => failures.map((failure) => ({ test, failure }))),
    );
    return {
      run: results.length,
      passed: results.length - failed.length,
      failures: shown.map(({ test, failure }) => ({
        test,
        message: failure.message,
        range: rangeInText(failure.range ?? null),
      })),
      left,
      notRun,
    };
  },
};
