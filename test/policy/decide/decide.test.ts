import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Call, decide } from "../../../server/src/policy/decide/decide";
import { decideSequence } from "../../../server/src/policy/decide/decideSequence";
import { deniedResult } from "../../../server/src/policy/decide/decision";
import { defaultAssumptions } from "../../../server/src/policy/model/assumptions";
import { parsePolicy } from "../../../server/src/policy/model/parse";
import { readPolicy } from "../../../server/src/policy/model/readPolicy";

const fixtures = readFileSync(new URL("decisions.txt", import.meta.url), "utf8");

/** One case of decisions.txt. */
interface Case {
  readonly title: string;
  readonly text: string;
  readonly marked: string | null;
  readonly calls: readonly { readonly call: Call; readonly expected: string }[];
}

const callLine = /^(\S+) (.+?)(?: @(\S+))?(?: #(\S+))? → (.+)$/;

function readCase(section: string): Case {
  const [title = "", ...lines] = section.trim().split("\n");
  const policy = lines.filter((line) => !callLine.test(line)).join("\n");
  const start = policy.indexOf("⟦");
  const calls = lines.flatMap((line, index) => {
    const parts = callLine.exec(line);
    if (parts === null) return [];
    const [, tool = "", args = "", time = `12:00:${String(index % 60).padStart(2, "0")}`, grant = "default"] = parts;
    const call: Call = { tool, arguments: JSON.parse(args), grant, at: Date.parse(`2026-03-01T${time}Z`) };
    return [{ call, expected: parts[5] ?? "" }];
  });
  return {
    title,
    text: policy.replace(/[⟦⟧]/g, ""),
    marked: start < 0 ? null : policy.slice(start + 1, policy.indexOf("⟧")),
    calls,
  };
}

function policyOf(text: string) {
  return readPolicy(parsePolicy(text));
}

describe("decisions.txt", () => {
  const cases = fixtures.split(/^# /m).slice(1).map(readCase);
  it.each(cases)("$title", ({ text, marked, calls }) => {
    const decisions = decideSequence(
      policyOf(text),
      calls.map(({ call }) => call),
      { trace: true },
    );
    const shown = decisions.map(({ outcome, rule, message, reason }) => {
      if (reason.kind === "not-known") return `${outcome} ${reason.because.kind}`;
      return outcome === "allow" ? "allow" : `deny ${rule} | ${message}`;
    });
    expect(shown).toEqual(calls.map(({ expected }) => expected));
    const span = decisions.at(-1)?.span ?? null;
    expect(span === null ? null : text.slice(span.start, span.end)).toBe(marked);
  });

  it.each(cases)("is the same without a trace: $title", ({ text, calls }) => {
    const policy = policyOf(text);
    const sequence = calls.map(({ call }) => call);
    const withoutTrace = decideSequence(policy, sequence, { trace: false });
    expect(withoutTrace.every(({ trace }) => trace.length === 0)).toBe(true);
    const traced = decideSequence(policy, sequence, { trace: true });
    expect(withoutTrace).toEqual(traced.map((decision) => ({ ...decision, trace: [] })));
  });
});

const noon = Date.parse("2026-03-01T12:00:00Z");
const call = (tool: string, args: unknown = {}, at = noon): Call => ({ tool, arguments: args, grant: "default", at });

describe("a decision", () => {
  const text = `{ "version": "1", "default": "deny",
    "all_tools": { "limits": [{ "counter": "all", "window": "hour", "max": 9, "scope": "grant" }] },
    "tools": { "a": {
      "require": [{ "conditions": [{ "path": "args.x", "op": "exists", "value": true }] }],
      "deny_if": [{ "conditions": [{ "path": "args.x", "op": "gt", "value": 5 }], "on_deny": "Too much." }],
      "limits": [{ "counter": "a_rate", "window": "minute", "max": 2, "scope": "grant" }] } } }`;

  it("lists every check in order, and skips those after a denial", () => {
    const outcomes = (args: unknown) =>
      decide(policyOf(text), call("a", args), new Map(), { trace: true }).trace.map((check) => check.outcome);
    expect(outcomes({ x: 1 })).toEqual(["pass", "pass", "pass", "pass", "pass", "pass"]);
    expect(outcomes({ x: 9 })).toEqual(["pass", "pass", "pass", "fail", "skipped", "skipped"]);
    expect(outcomes({})).toEqual(["pass", "pass", "fail", "skipped", "skipped", "skipped"]);
  });

  it("says each check in words, with the text that states it", () => {
    const { trace } = decide(policyOf(text), call("a", { x: 9 }), new Map(), { trace: true });
    expect(trace.map(({ check, detail }) => `${check} — ${detail}`)).toMatchInlineSnapshot(`
      [
        "Not hidden — Its name is not in hide.",
        "Listed, or allowed by default — It is listed under tools.",
        "require 1: args.x is present — args.x is 9, so it is present. It holds.",
        "deny_if 1: args.x is greater than 5 — args.x is 9, which is greater than 5. The call is denied.",
        "limit a_rate: at most 2 calls a minute per grant — Not checked: the call was already denied.",
        "limit over all tools all: at most 9 calls an hour per grant — Not checked: the call was already denied.",
      ]
    `);
    const spans = trace.map(({ span }) => (span === null ? null : text.slice(span.start, span.end)));
    expect(spans.slice(1, 3)).toEqual([
      '"a"',
      '{ "conditions": [{ "path": "args.x", "op": "exists", "value": true }] }',
    ]);
  });

  it("reads the counters after the call, with the end of their windows", () => {
    const { counters } = decide(policyOf(text), call("a", { x: 1 }), new Map(), { trace: false });
    expect(counters).toEqual([
      { key: "tools/a/a_rate", window: "minute", value: 1, max: 2, resetsAt: noon + 60_000 },
      { key: "all_tools/all", window: "hour", value: 1, max: 9, resetsAt: noon + 3_600_000 },
    ]);
  });

  it("names the limit that denied as its reason", () => {
    const decisions = decideSequence(
      policyOf(text),
      [1, 2, 3].map(() => call("a", { x: 1 })),
      { trace: false },
    );
    expect(decisions.at(-1)?.reason).toEqual({
      kind: "limit",
      list: "tool",
      counter: "a_rate",
      window: "minute",
      max: 2,
      value: 2,
    });
  });

  it("is denied without a policy", () => {
    expect(decide(undefined, call("a"), new Map(), { trace: true })).toMatchObject({
      outcome: "deny",
      rule: "(no policy)",
      reason: { kind: "no-policy" },
      span: null,
    });
  });

  it("reaches the agent as a result, not as an error", () => {
    expect(deniedResult("Too much.")).toEqual({
      content: [{ type: "text", text: "[POLICY DENIED] Too much." }],
      isError: true,
    });
  });
});

describe("assumptions", () => {
  const denyIf = `{ "version": "1", "default": "deny", "tools": { "a": {
    "deny_if": [{ "conditions": [{ "path": "args.env", "op": "neq", "value": "dev" }] }] } } }`;
  const limited = `{ "version": "1", "default": "deny", "tools": { "a": {
    "limits": [{ "counter": "n", "window": "minute", "max": 1, "scope": "grant" }] } } }`;

  it("a missing argument in deny_if is named, and denies under the other reading", () => {
    const policy = policyOf(denyIf);
    expect(decide(policy, call("a"), new Map(), { trace: false })).toMatchObject({
      outcome: "allow",
      assumptions: ["missingArgument"],
    });
    const assumptions = { ...defaultAssumptions, missingArgument: "denies" } as const;
    expect(decide(policy, call("a"), new Map(), { trace: false, assumptions }).outcome).toBe("deny");
  });

  it("sliding windows reach back from each call", () => {
    const calls = [call("a", {}, noon + 59_000), call("a", {}, noon + 61_000), call("a", {}, noon + 119_000)];
    const outcomes = (windowAlignment: "utc-calendar" | "sliding") =>
      decideSequence(policyOf(limited), calls, {
        trace: false,
        assumptions: { ...defaultAssumptions, windowAlignment },
      }).map(({ outcome }) => outcome);
    expect(outcomes("utc-calendar")).toEqual(["allow", "allow", "deny"]);
    expect(outcomes("sliding")).toEqual(["allow", "deny", "allow"]);
  });

  it("unknown fields are named, and reject the policy under the other reading", () => {
    const unknownFields = { errors: 1, first: "No such field.", span: { start: 0, end: 1 } };
    const policy = { ...policyOf(limited), unknownFields };
    expect(decide(policy, call("a"), new Map(), { trace: false }).assumptions).toContain("unknownFields");
    const assumptions = { ...defaultAssumptions, unknownFields: "rejected" } as const;
    const { outcome, reason } = decide(policy, call("a"), new Map(), { trace: false, assumptions });
    expect([outcome, reason]).toEqual([
      "unknown",
      { kind: "not-known", because: { kind: "policy-refused", errors: 1, first: "No such field." } },
    ]);
  });

  it("nothing is assumed where nothing was silent", () => {
    expect(decide(policyOf(denyIf), call("a", { env: "dev" }), new Map(), { trace: false }).assumptions).toEqual([]);
  });
});
