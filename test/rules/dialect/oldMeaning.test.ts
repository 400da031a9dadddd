/** What conversion makes of policies of the older dialect decides every call as the open-source engine did. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { decideSequence } from "../../../server/src/policy/decide/decideSequence";
import { fixAll } from "../../../server/src/service/actions/fixAll";
import type { Environment } from "../../../server/src/service/environment";
import { snapshotOf } from "../../../server/src/service/snapshot";
import { problemOf, reviewOf, worldWith } from "../ruleTexts";
import { decideOld, type OldCall, type OldPolicy } from "./oldEngine";
import { oldCalls, oldPolicies } from "./oldPolicies";

let world: Environment;
beforeAll(async () => {
  world = await worldWith();
});

function decideNew(text: string, calls: readonly OldCall[]): readonly boolean[] {
  const given = calls.map((call) => ({ ...call, arguments: call.arguments as never, grant: "one" }));
  return decideSequence(snapshotOf(text).policy, given, { trace: false }).map(({ outcome }) => outcome === "allow");
}

/** A scaffold as the engine publishes them: every tool listed without rules, open by default, with a description. */
function scaffold(tools: number): OldPolicy {
  const names = Array.from({ length: tools }, (_, index) => [`tool_${index}`, { rules: [] }] as const);
  return { version: "1", description: "Policy for an example", default: "allow", tools: Object.fromEntries(names) };
}

const blocking = (text: string): readonly string[] =>
  reviewOf(text, world)
    .items.map(problemOf)
    .filter(({ severity }) => severity === "error" || severity === "warning")
    .map(({ code, message }) => `${code}: ${message}`);

describe("a policy of the older dialect, converted", () => {
  it("as a scaffold ends without a warning", () => {
    for (const tools of [1, 27, 200]) expect(blocking(fixAll(JSON.stringify(scaffold(tools)), world))).toEqual([]);
  });

  it("decides 10,000 random calls as before", () => {
    let compared = 0;
    let denied = 0;
    fc.assert(
      fc.property(oldPolicies, oldCalls, (policy, calls) => {
        const fixed = fixAll(JSON.stringify(policy, null, 2), world);
        const left = blocking(fixed).filter((each) =>
          /^(?:old-|no-equivalent|unknown-field|wrong-type|syntax)/.test(each),
        );
        expect(left, fixed).toEqual([]);
        const before = decideOld(policy, calls);
        expect(decideNew(fixed, calls), fixed).toEqual(before);
        compared += before.length;
        denied += before.filter((allowed) => !allowed).length;
      }),
      { numRuns: 200, seed: 20_261_128 },
    );
    expect(compared).toBeGreaterThanOrEqual(10_000);
    // Neither all nor nothing: the calls meet what the policies check.
    expect(denied / compared).toBeGreaterThan(0.2);
    expect(denied / compared).toBeLessThan(0.9);
  });
});
