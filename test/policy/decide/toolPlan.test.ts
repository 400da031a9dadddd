import { describe, expect, it } from "vitest";
import { decide } from "../../../server/src/policy/decide/decide";
import { undecodable } from "../../../server/src/policy/decide/undecodable";
import { parsePolicy } from "../../../server/src/policy/model/parse";
import { readPolicy } from "../../../server/src/policy/model/readPolicy";

const rules = {
  plain: {},
  bounded: {
    require: [{ conditions: [{ path: "args.amount", op: "lte", value: 10 }], on_deny: "Too much." }],
    deny_if: [{ conditions: [{ path: "args.state", op: "eq", value: "closed" }] }],
  },
  limited: { limits: [{ counter: "c", window: "minute", max: 1, scope: "grant" }] },
};
const policy = readPolicy(parsePolicy(JSON.stringify({ version: "1", default: "deny", tools: rules })));

function decided(tool: string, args: unknown = {}) {
  return decide(policy, { tool, arguments: args, grant: "default", at: 0 }, new Map(), { trace: false });
}

describe("what a policy asks of a tool is made ready once", () => {
  it("makes nothing for a call that is allowed, whatever its arguments are", () => {
    expect(decided("plain")).toBe(decided("plain", { other: 1 }));
    expect(decided("bounded", { amount: 1, state: "open" })).toBe(decided("bounded", { amount: 2, state: "draft" }));
  });

  it("makes nothing for a call that a condition denies", () => {
    expect(decided("bounded", { amount: 11 })).toBe(decided("bounded", { amount: 12 }));
  });

  it("goes step by step where the answer rests on a reading, and names it", () => {
    expect(decided("bounded", { amount: 1 })).toMatchObject({ outcome: "allow", assumptions: ["missingArgument"] });
  });

  it("counts each call by itself", () => {
    expect(decided("limited").charges).toEqual(
      new Map([["minute 7 default 7 limited c", { windowStart: 0, value: 1 }]]),
    );
    expect(decided("limited").charges).not.toBe(decided("limited").charges);
  });

  it("leaves the counters out where nobody reads them", () => {
    const call = { tool: "limited", arguments: {}, grant: "default", at: 0 };
    const { counters, ...rest } = decide(policy, call, new Map(), { trace: false });
    expect(counters).toHaveLength(1);
    expect(decide(policy, call, new Map(), { trace: false, readings: false })).toEqual({ ...rest, counters: [] });
  });

  it("keeps nothing of the names that agents make up", () => {
    expect(decided("unheard of").message).toBe('Tool "unheard of" is not permitted by policy');
    expect(decided("another").message).toBe('Tool "another" is not permitted by policy');
  });

  it("finds a number beyond a double in flat arguments and in deep ones", () => {
    expect(undecodable({ a: "x", b: null, c: 1 })).toBeUndefined();
    expect(undecodable({ a: Number.POSITIVE_INFINITY })).toEqual({ kind: "number-too-large", path: "args.a" });
    expect(undecodable({ a: 1, b: { c: [Number.POSITIVE_INFINITY] } })).toEqual({
      kind: "number-too-large",
      path: "args.b.c.0",
    });
  });
});
