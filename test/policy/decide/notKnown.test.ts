/** The third outcome: what cannot be known says so, and what does not matter does not make a decision unknown. */
import { describe, expect, it } from "vitest";
import { notRecorded } from "../../../server/src/policy/decide/condition";
import { type Call, decide } from "../../../server/src/policy/decide/decide";
import { decideSequence } from "../../../server/src/policy/decide/decideSequence";
import { defaultAssumptions, type GoBuild, goBuilds } from "../../../server/src/policy/model/assumptions";
import { decisionSentence } from "../../../server/src/policy/words/decisionSentence";
import { bareEnvironment } from "../../../server/src/service/environment";
import { simulate } from "../../../server/src/service/simulation/simulate";
import { snapshotOf } from "../../../server/src/service/snapshot";

const at = Date.parse("2026-03-01T12:00:00Z");
const call = (args: unknown, tool = "a"): Call => ({ tool, arguments: args, grant: "default", at });
/** Beyond a limit of our own, so that it is not known what it matches. */
const notTried = "x".repeat(100_001);
const open = { path: "args.x", op: "regex", value: notTried };
const small = { path: "args.n", op: "lt", value: 5 };
const policyOf = (rules: object, others: object = {}) =>
  snapshotOf(JSON.stringify({ version: "1", default: "deny", tools: { a: rules }, ...others })).policy;
const when = (...conditions: object[]) => ({ conditions, on_deny: "No." });
const limit = (max: number) => ({ counter: "c", window: "minute", max, scope: "grant" });

function outcomeOf(rules: object, args: unknown, others?: object): string {
  const policy = policyOf(rules, others);
  const decision = decide(policy, call(args), new Map(), { trace: true });
  expect({ ...decide(policy, call(args), new Map(), { trace: false }), trace: decision.trace }).toEqual(decision);
  const { reason, rule, earlierDoubt, charges } = decision;
  if (decision.outcome === "deny") expect(charges.size).toBe(0);
  const why = reason.kind === "not-known" ? ` ${reason.because.kind}` : rule === "" ? "" : ` ${rule}`;
  return `${decision.outcome}${why}${earlierDoubt === null ? "" : `, doubt ${earlierDoubt.kind}`}`;
}

describe("A2: a pattern beyond a limit of our own", () => {
  it.each([
    ["require alone", { require: [when(open)] }, "unknown pattern"],
    ["deny_if alone", { deny_if: [when(open)] }, "unknown pattern"],
    ["AND a condition that is false, in deny_if", { deny_if: [when(open, small)] }, "allow"],
    ["a condition that is false AND it, in deny_if", { deny_if: [when(small, open)] }, "allow"],
    [
      "AND a condition that is false, in require",
      { require: [when(open, small)] },
      "deny /tools/a/require/args.x-regex",
    ],
    ["a denial before it", { deny_if: [when(), when(open)] }, "deny /tools/a/deny_if/(always)"],
    ["a denial after it", { deny_if: [when(open), when()] }, "deny /tools/a/deny_if/(always), doubt pattern"],
    ["a limit after it", { deny_if: [when(open)], limits: [limit(1)] }, "unknown pattern"],
  ])("%s", (_, rules, expected) => {
    expect(outcomeOf(rules, { x: "y", n: 9 })).toBe(expected);
  });

  it("does not matter where the argument is missing or no string", () => {
    expect(outcomeOf({ deny_if: [when(open)] }, {})).toBe("allow");
    expect(outcomeOf({ deny_if: [when(open)] }, { x: 5 })).toBe("allow");
    expect(outcomeOf({ require: [when(open)] }, { x: 5 })).toBe("deny /tools/a/require/args.x-regex");
  });

  it("does not matter for a hidden tool, nor for one that is not listed", () => {
    expect(outcomeOf({ deny_if: [when(open)] }, { x: "y" }, { hide: ["a"] })).toBe("deny (hidden)");
    expect(
      decide(policyOf({ deny_if: [when(open)] }), call({ x: "y" }, "b"), new Map(), { trace: false }),
    ).toMatchObject({
      outcome: "deny",
      rule: "(default deny)",
    });
  });

  it("says why, marks the text and traces the rest", () => {
    const policy = policyOf({ require: [when(open)], limits: [limit(3)] });
    const decision = decide(policy, call({ x: "y" }), new Map(), { trace: true });
    expect(decisionSentence(decision, "a")).toBe(
      "It is not known whether require 1 denies the call. The pattern has 100,001 characters. Patterns of more than 100,000 are not tried here; the gateway may accept it.",
    );
    expect(decision.span).not.toBeNull();
    expect(decision.trace.map(({ outcome }) => outcome)).toEqual(["pass", "pass", "unknown", "pass"]);
  });
});

describe("A1, A3: class names in a decision", () => {
  const denyIf = (value: string) => ({ deny_if: [when({ path: "args.x", op: "regex", value })] });
  const decided = (value: string, classNames: "not known" | GoBuild) =>
    decide(policyOf(denyIf(value)), call({ x: "A" }), new Map(), {
      trace: false,
      assumptions: { ...defaultAssumptions, classNames },
    });

  it.each([
    ["\\p{Uppercase}", "allow"],
    ["\\p{Lu}", "deny /tools/a/deny_if/args.x-regex"],
    ["(?P<m>A)|(?P<m>b)", "deny /tools/a/deny_if/args.x-regex"],
    ["[@[:A]", "deny /tools/a/deny_if/args.x-regex"],
    ["\\p{Letter}", "unknown class-names"],
    ["\\p{Old_Italic}|A", "unknown class-names"],
    // It does not match in any version.
    ["\\p{Old_Italic}", "allow"],
  ])("%s", (pattern, expected) => {
    expect(outcomeOf(denyIf(pattern), { x: "A" })).toBe(expected);
  });

  it("is known for one version of Go", () => {
    const by = (pattern: string) => goBuilds.map((build) => decided(pattern, build).outcome);
    expect(by("\\p{Letter}")).toEqual(["allow", "deny", "deny"]);
    expect(by("\\p{Old_Italic}|A")).toEqual(["deny", "allow", "deny"]);
    expect(decided("\\p{Letter}", "go1.27").assumptions).toContain("classNames");
  });

  it("says which versions differ", () => {
    expect(decisionSentence(decided("\\p{Letter}", "not known"), "a")).toBe(
      "It is not known whether deny_if 1 denies the call. Whether its pattern compiles depends on the Go version that the gateway was built with: Go accepts \\p{Letter} only from 1.25 on.",
    );
  });
});

describe("calls after one that is not known", () => {
  const policy = policyOf({ deny_if: [when(open)], limits: [limit(2)] });
  const outcomes = (...args: object[]) =>
    decideSequence(
      policy,
      args.map((each) => call(each)),
      { trace: false },
    ).map(({ outcome, reason }) => (reason.kind === "not-known" ? reason.because.kind : outcome));

  it("nothing is charged, and a limit that it could have reached is not known", () => {
    expect(outcomes({ x: "y" }, {}, {}, {})).toEqual(["pattern", "allow", "earlier-calls", "earlier-calls"]);
    expect(outcomes({ x: "y" }, {})).toEqual(["pattern", "allow"]);
    expect(outcomes({}, {}, { x: "y" }, {})).toEqual(["allow", "allow", "deny", "deny"]);
  });

  it("the counters say how many calls they leave out", () => {
    const last = decideSequence(policy, [call({ x: "y" }), call({})], { trace: true }).at(-1);
    expect(last?.counters).toEqual([
      { key: "tools/a/c", window: "minute", value: 1, max: 2, resetsAt: at + 60_000, uncounted: 1 },
    ]);
    expect(last?.trace.at(-1)?.detail).toBe(
      "This is call 1 of 2 in this minute. 1 earlier call that is not known is not counted, and would fit too.",
    );
  });

  it("the next window has forgotten it", () => {
    const calls = [call({ x: "y" }), { ...call({}), at: at + 60_000 }, { ...call({}), at: at + 60_001 }];
    expect(decideSequence(policy, calls, { trace: false }).map(({ outcome }) => outcome)).toEqual([
      "unknown",
      "allow",
      "allow",
    ]);
  });
});

describe("A5: arguments that are no ordinary JSON", () => {
  it.each([
    ["a number beyond a double", JSON.parse('{"a": {"n": [1, 1e400]}}'), "unknown number-too-large"],
    ["an array", [1], "unknown no-object"],
    ["a string", "x", "unknown no-object"],
    ["a number", 5, "unknown no-object"],
    ["none", undefined, "allow"],
    ["null", null, "allow"],
    ["an object", { n: 1 }, "allow"],
  ])("%s", (_, args, expected) => {
    expect(outcomeOf({}, args)).toBe(expected);
  });

  it("says what the open engine does with them, and where the number is", () => {
    const args: unknown = JSON.parse('{"a": {"n": [1, 1e400]}}');
    const decision = decide(policyOf({}), call(args), new Map(), { trace: true });
    expect(decisionSentence(decision, "a")).toBe(
      "args.a.n.1 is a number that is too large for a double. The open-source engine cannot decode such a call and forwards it unchecked; what the hosted gateway does is not documented.",
    );
    expect(decision.trace.map(({ outcome }) => outcome)).toEqual(["pass", "pass", "unknown"]);
  });

  // The choice: POLICY.md says that the open engine "cannot decode the call and forwards it unchecked", so before it looks
  // at a name, and "never decide such a call silently: the answer is not known". "Denied whatever the arguments" of fault
  // A10 is about arguments that a log has not recorded: the gateway has seen and decoded those (see A10 below).
  it.each([
    ["hidden", { hide: ["a"] }],
    ["not listed, and denied by default", { tools: {} }],
  ])("a tool that is %s is no exception: such a call may be forwarded unchecked", (_, policy) => {
    expect(outcomeOf({}, [1], policy)).toBe("unknown no-object");
    expect(outcomeOf({}, notRecorded, policy)).toMatch(/^deny \(/);
  });

  it("looks through arguments that are nested as deeply as JSON.parse allows", () => {
    const deep: unknown = JSON.parse(`{"x": ${"[".repeat(50_000)}1e999${"]".repeat(50_000)}}`);
    expect(outcomeOf({}, deep)).toBe("unknown number-too-large");
  });
});

describe("A10: arguments that were not recorded", () => {
  it.each([
    ["nothing looks at them", {}, "allow"],
    ["a check looks at them", { require: [when(small)] }, "unknown arguments-not-recorded"],
    ["a path that leads nowhere", { deny_if: [when({ ...small, path: "x" })] }, "allow"],
    [
      "denied always, after a check",
      { require: [when(small)], deny_if: [when()] },
      "deny /tools/a/deny_if/(always), doubt arguments-not-recorded",
    ],
  ])("%s", (_, rules, expected) => {
    expect(outcomeOf(rules, notRecorded)).toBe(expected);
  });
});

describe("A7: a policy that the gateway would refuse", () => {
  const broken = `{ "version": "1", "default": "deny", "tools": {
    "a": { "limits": [{ "counter": "c", "window": "week", "max": 1, "scope": "grant" }] },
    "b": { "deny_if": [{ "conditions": [] }] } } }`;

  it.each(["a", "b", "c"])("decides nothing about %s, and traces what still has a meaning", (tool) => {
    const decision = decide(snapshotOf(broken).policy, call({}, tool), new Map(), { trace: true });
    expect(decision).toMatchObject({ outcome: "unknown", rule: "", message: null });
    expect(broken.slice(decision.span?.start, decision.span?.end)).toBe('"week"');
    expect(decision.trace.some(({ outcome }) => outcome === "fail")).toBe(tool !== "a");
    expect(decisionSentence(decision, tool)).toMatch(/^The policy has 1 error: the gateway would refuse it/);
  });
});

describe("assumptions", () => {
  const other = (rules: object, args: unknown, assumptions: object, more: object = {}) => {
    const policy = policyOf(rules);
    const made = { ...call(args), ...more };
    const options = { trace: true };
    const decision = decide(policy, made, new Map(), options);
    const read = { missingArgument: "condition is false", windowAlignment: "utc-calendar", conditionsJoin: "all" };
    const rest = { limitsOrder: "after predicates", unknownFields: "ignored", numberText: "as JSON loads it" };
    const all = { ...read, ...rest, classNames: "not known", retryCounts: "each request", ...assumptions };
    const otherwise = decide(policy, made, new Map(), { ...options, assumptions: all as never });
    return [decision.outcome, decision.assumptions, otherwise.outcome];
  };

  it("A6: numberText: a million is compared with a text as 1e+06, unless the policy was loaded from YAML", () => {
    const yaml = { numberText: "as YAML loads it" };
    const rules = { deny_if: [when({ path: "args.x", op: "eq", value: 1_000_000 })] };
    expect(other(rules, { x: "1000000" }, yaml)).toEqual(["allow", ["numberText"], "deny"]);
    expect(other(rules, { x: "1e+06" }, yaml)).toEqual(["deny", ["numberText"], "allow"]);
    expect(other(rules, { x: 1_000_000 }, yaml)).toEqual(["deny", [], "deny"]);
    expect(other(rules, { x: "5" }, yaml)).toEqual(["allow", [], "allow"]);
    const list = { deny_if: [when({ path: "args.x", op: "not_in", value: [1, 20_000_000] })] };
    expect(other(list, { x: "20000000" }, yaml)).toEqual(["deny", ["numberText"], "allow"]);
  });

  it("retryCounts: a call that is sent again counts again, or does not", () => {
    const once = { retryCounts: "the first only" };
    expect(other({ limits: [limit(1)] }, {}, once, { isRetry: true })).toEqual([
      "allow",
      ["retryCounts", "windowAlignment"],
      "allow",
    ]);
    const policy = policyOf({ limits: [limit(1)] });
    const calls = [call({}), { ...call({}), isRetry: true }];
    expect(decideSequence(policy, calls, { trace: false }).map(({ outcome }) => outcome)).toEqual(["allow", "deny"]);
  });
});

describe("classNames: a class name that depends on the Go version of the gateway", () => {
  const rules = { deny_if: [when({ path: "args.x", op: "regex", value: "^\\p{Old_Italic}+$" })] };
  const call_ = (x: string) => ({ tool: "a", arguments: { x }, at: "2026-03-01T12:00:00Z" });
  const text = JSON.stringify({ version: "1", default: "deny", tools: { a: rules } });
  const stepOf = (x: string) => simulate(snapshotOf(text), [call_(x)], { ...bareEnvironment, now: at }).steps[0];

  it("is not known, and each version says what it would decide", () => {
    const step = stepOf("\u{10300}");
    expect(step).toMatchObject({ decision: "unknown", assumptions: ["classNames"] });
    expect(step?.reason).toMatchObject({ because: { kind: "class-names", list: "deny_if", predicate: 0 } });
    expect(step?.otherReadings).toEqual([
      { assumption: "classNames", reading: "go1.24", decision: "deny" },
      { assumption: "classNames", reading: "go1.25-1.26", decision: "allow" },
      { assumption: "classNames", reading: "go1.27", decision: "deny" },
    ]);
  });

  it("is known where all versions say the same", () => {
    expect(stepOf("x")).toMatchObject({ decision: "allow", assumptions: [], otherReadings: [] });
  });
});
