/** What one answer of the simulator holds at most, and that it says so. */
import { describe, expect, it } from "vitest";
import { bareEnvironment } from "../../../server/src/service/environment";
import { simulate, simulateInSteps } from "../../../server/src/service/simulation/simulate";
import { snapshotOf } from "../../../server/src/service/snapshot";

const condition = (value: number) => ({ path: "args.a", op: "eq", value });
const policyWith = (denials: number, limits = 0) =>
  snapshotOf(
    JSON.stringify({
      version: "1",
      default: "deny",
      tools: {
        pay: {
          deny_if: Array.from({ length: denials }, (_, index) => ({ conditions: [condition(index)], on_deny: "No." })),
          limits: Array.from({ length: limits }, (_, index) => ({
            counter: `c${index}`,
            window: "day",
            max: 1_000,
            scope: "grant",
          })),
        },
      },
    }),
  );
const call = (a: number) => ({ tool: "pay", arguments: { a } });

describe("the checks of a call", () => {
  it("are listed up to 200, with how many more there were", () => {
    const [step] = simulate(policyWith(12_000), [call(-1)], bareEnvironment).steps;
    expect(step?.decision).toBe("allow");
    expect(step?.trace).toHaveLength(201);
    // Beside the conditions: not hidden, and listed.
    expect(step?.trace.at(-1)).toMatchObject({ check: "11,802 more checks", outcome: "pass", range: null });
  });
  it("have the one that denies, wherever it is", () => {
    const [step] = simulate(policyWith(12_000), [call(11_000)], bareEnvironment).steps;
    expect(step?.decision).toBe("deny");
    expect(step?.trace).toHaveLength(202);
    expect(step?.trace.filter(({ outcome }) => outcome === "fail").map(({ check }) => check)).toEqual([
      expect.stringMatching(/^deny_if 11001:/),
    ]);
  });
  it("are all listed where they are few", () => {
    expect(simulate(policyWith(198), [call(-1)], bareEnvironment).steps[0]?.trace).toHaveLength(200);
  });
});

describe("many calls of a huge tool", () => {
  it("are simulated as far as an answer has room, and it says so", () => {
    const calls = Array.from({ length: 500 }, () => call(-1));
    const { steps, problems } = simulate(policyWith(6_000, 6_000), calls, bareEnvironment);
    expect(steps).toHaveLength(11);
    expect(problems).toEqual([
      expect.objectContaining({
        code: "too-many-calls",
        message:
          "Only the first 11 calls were simulated. Their conditions and limits are as many as one request looks at: 500,000 conditions, and a limit counts as 5. Send the others in a request of their own.",
      }),
    ]);
  });
  it("are all simulated where they have room", () => {
    const calls = Array.from({ length: 500 }, () => call(-1));
    expect(simulate(policyWith(100, 100), calls, bareEnvironment)).toMatchObject({ problems: [] });
  });
});

describe("H6: the counters of a call", () => {
  it("are listed up to 100, with how many more there are", () => {
    const [step] = simulate(policyWith(0, 12_000), [call(1)], bareEnvironment).steps;
    expect([step?.counters.length, step?.moreCounters]).toEqual([100, 11_900]);
  });
  it("have the one that denies, wherever it is", () => {
    const snapshot = policyWith(0, 12_000);
    const text = snapshot.textDocument
      .getText()
      .replace('{"counter":"c11000","window":"day","max":1000', '{"counter":"c11000","window":"day","max":1');
    const { steps } = simulate(snapshotOf(text), [call(1), call(1)], bareEnvironment);
    expect(steps.map(({ decision }) => decision)).toEqual(["allow", "deny"]);
    expect(steps[1]?.counters.map(({ key }) => key)).toContain("tools/pay/c11000");
    expect([steps[1]?.counters.length, steps[1]?.moreCounters]).toEqual([101, 11_899]);
  });
  it("keep an answer of 500 calls small", () => {
    const calls = Array.from({ length: 500 }, () => call(1));
    const answer = JSON.stringify(simulate(policyWith(0, 12_000), calls, bareEnvironment));
    expect(answer.length).toBeLessThan(1_000_000);
  });
});

describe("H6: a long simulation", () => {
  it("is made in steps of one call each, under each reading", () => {
    const calls = Array.from({ length: 5 }, () => call(1));
    const steps = [...simulateInSteps(policyWith(1, 100), calls, bareEnvironment)];
    // The calls themselves, and again under each other reading that matters to them: here sliding windows.
    expect(steps).toHaveLength(10);
  });
});
