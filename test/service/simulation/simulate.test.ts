import { describe, expect, it } from "vitest";
import type { SimulatedCall } from "../../../server/src/protocol/simulation";
import { bareEnvironment } from "../../../server/src/service/environment";
import { simulate } from "../../../server/src/service/simulation/simulate";
import { snapshotOf } from "../../../server/src/service/snapshot";

const text = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "a": { "limits": [{ "counter": "a_rate", "window": "minute", "max": 2, "scope": "grant" }] }
  }
}`;

/** In the middle of a minute. */
const now = Date.parse("2026-03-01T12:00:42.5Z");

function steps(calls: readonly SimulatedCall[], policy = text) {
  return simulate(snapshotOf(policy), calls, { ...bareEnvironment, now }).steps;
}

describe("simulate", () => {
  it("lets the calls of one request share counters", () => {
    const calls = [1, 2, 3].map(() => ({ tool: "a" }));
    expect(steps(calls).map(({ decision }) => decision)).toEqual(["allow", "allow", "deny"]);
  });

  it("answers in the editor's ranges, with what the agent receives", () => {
    const denied = steps([{ tool: "a" }, { tool: "a" }, { tool: "a" }]).at(-1);
    expect(denied).toMatchObject({
      rule: "/tools/a/limits/a_rate",
      message: "Rate limit of 2 per minute reached. Try again later.",
      response: {
        content: [{ type: "text", text: "[POLICY DENIED] Rate limit of 2 per minute reached. Try again later." }],
        isError: true,
      },
      range: { start: { line: 4, character: 22 }, end: { line: 4, character: 93 } },
      counters: [{ key: "tools/a/a_rate", window: "minute", value: 2, max: 2, resetsAt: "2026-03-01T12:01:00.000Z" }],
      assumptions: ["windowAlignment"],
    });
  });

  it("starts at the current minute and puts a second between calls that name no instant", () => {
    expect(
      steps([{ tool: "a" }, { tool: "a" }, { tool: "a", at: "2026-03-01T13:00:00Z" }, { tool: "a" }]).map(
        ({ at }) => at,
      ),
    ).toEqual([
      "2026-03-01T12:00:00.000Z",
      "2026-03-01T12:00:01.000Z",
      "2026-03-01T13:00:00.000Z",
      "2026-03-01T13:00:01.000Z",
    ]);
  });

  it("keeps the grants apart", () => {
    const calls = ["ci", "ci", "dev", "ci"].map((grant) => ({ tool: "a", grant }));
    expect(steps(calls).map(({ decision }) => decision)).toEqual(["allow", "allow", "allow", "deny"]);
  });

  it("an instant that is none counts as not given", () => {
    for (const at of ["soon", "yesterday 5", "5", "2026-03-01T25:00:00Z"])
      expect(steps([{ tool: "a", at }])[0]?.at).toBe("2026-03-01T12:00:00.000Z");
  });

  it("an instant without a zone is in UTC", () => {
    expect(steps([{ tool: "a", at: "2026-03-02T10:30:00" }])[0]?.at).toBe("2026-03-02T10:30:00.000Z");
    expect(steps([{ tool: "a", at: "2026-03-02T10:30:00+02:00" }])[0]?.at).toBe("2026-03-02T08:30:00.000Z");
  });

  it("the last instant that a date can hold is one", () => {
    expect(steps([{ tool: "a", at: "+275760-09-13T00:00:00.000Z" }, { tool: "a" }])).toHaveLength(2);
  });

  it("A7: a policy that the gateway would refuse decides nothing, and the trace shows what still has a meaning", () => {
    const { steps: decided, problems } = simulate(
      snapshotOf(text.replace('"minute"', '"week"')),
      [{ tool: "a" }, { tool: "a" }, { tool: "a" }],
      { ...bareEnvironment, now },
    );
    expect(problems.map(({ code }) => code)).toEqual(["unknown-window"]);
    expect(decided.map(({ decision }) => decision)).toEqual(["unknown", "unknown", "unknown"]);
    expect(decided[0]?.reason).toMatchObject({ kind: "not-known", because: { kind: "policy-refused", errors: 1 } });
    expect(decided[0]?.trace.map(({ outcome }) => outcome)).toEqual(["unknown", "pass", "pass"]);
    expect(decided[0]?.range).toEqual(problems[0]?.range);
  });

  it("names the readings under which a call would have been decided otherwise", () => {
    const calls = ["12:00:58", "12:00:59", "12:01:00"].map((time) => ({ tool: "a", at: `2026-03-01T${time}Z` }));
    expect(steps(calls).map(({ otherReadings }) => otherReadings)).toEqual([
      [],
      [],
      [{ assumption: "windowAlignment", reading: "sliding", decision: "deny" }],
    ]);
  });

  it("survives calls of any shape", () => {
    const strange = [null, {}, { tool: 5 }, { tool: "a", arguments: null }, { tool: "a", grant: 1, at: {} }];
    const decided = steps(strange as unknown as SimulatedCall[]);
    expect(decided.map(({ decision }) => decision)).toEqual(["deny", "deny", "deny", "allow", "allow"]);
    expect(decided.map(({ grant }) => grant)).toEqual(Array.from({ length: 5 }, () => "default"));
  });

  it("bounds the calls of one request, and says so", () => {
    const calls = Array.from({ length: 10_001 }, () => ({ tool: "x" }));
    const { steps: decided, problems } = simulate(snapshotOf(text), calls, { ...bareEnvironment, now });
    expect(decided).toHaveLength(10_000);
    expect(problems.map(({ code }) => code)).toEqual(["too-many-calls"]);
  });
});
