import type { CounterState } from "../policy/counters";
import { type Call, decide } from "../policy/decide";
import type { Decision } from "../policy/decision";
import type { Policy } from "../policy/policy";
import { quote } from "../policy/wording";
import type { CoverageCounter } from "./coverage";
import type { Expectation, PolicyTest, TestedCall } from "./policyTestFile";

/** When the first call of a test is made that says nothing of time: tests give the same answer every day. */
const firstInstant = Date.UTC(2026, 0, 1);

/** A call that was decided otherwise than a test expects. */
export interface Failure {
  readonly call: TestedCall;
  /** Which of its repetitions, from 1. */
  readonly repetition: number;
  /** What was expected and what came out, as sentences. */
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
  readonly decision: Decision;
  /** How all its repetitions were decided, in order, for whoever wants to accept that. */
  readonly verdicts: readonly RepeatedVerdict[];
}

/** Repetitions of a call that follow each other and were decided alike. */
export interface RepeatedVerdict {
  readonly times: number;
  /** The first of them. */
  readonly decision: Decision;
}

/** What became of a test. */
export interface TestResult {
  readonly test: PolicyTest;
  /** The first failure of each call, in order; none when the test passes. */
  readonly failures: readonly Failure[];
  /** How many calls were made. */
  readonly calls: number;
}

/** Makes the calls of one test against a policy, with counters of its own. */
export function runPolicyTest(policy: Policy | undefined, test: PolicyTest, coverage?: CoverageCounter): TestResult {
  const counters = new Map<string, CounterState>();
  const failures: Failure[] = [];
  let previous: number | undefined;
  let calls = 0;
  for (const call of test.calls) {
    const verdicts: { times: number; decision: Decision }[] = [];
    let failure: Omit<Failure, "verdicts"> | undefined;
    for (let repetition = 1; repetition <= call.repeat; repetition++) {
      const at = repetition === 1 ? startOf(call, previous) : (previous ?? firstInstant) + call.every;
      previous = at;
      calls++;
      const made: Call = { tool: call.tool, arguments: call.arguments, grant: call.grant, at };
      const decision = decide(policy, made, counters, { trace: coverage !== undefined });
      for (const [key, state] of decision.charges) counters.set(key, state);
      coverage?.add(call.tool, decision);
      if (call.expect === undefined) continue;
      const last = verdicts.at(-1);
      if (last !== undefined && areAlike(last.decision, decision)) last.times++;
      else verdicts.push({ times: 1, decision });
      // One message is enough for a call that is repeated; the others follow from it.
      const differing = failure === undefined ? compare(call.expect, decision) : undefined;
      if (differing !== undefined) failure = { call, repetition, decision, ...differing };
    }
    if (failure !== undefined) failures.push({ ...failure, verdicts });
  }
  return { test, failures, calls };
}

function areAlike(a: Decision, b: Decision): boolean {
  return a.outcome === b.outcome && a.rule === b.rule && a.message === b.message;
}

function startOf({ at, after }: TestedCall, previous: number | undefined): number {
  if (at !== undefined) return at;
  return previous === undefined ? firstInstant : previous + after;
}

function compare(
  { decision, rule, message, counters }: Expectation,
  actual: Decision,
): Pick<Failure, "message" | "expected" | "actual"> | undefined {
  const differences: { readonly what: string; readonly expected: string; readonly actual: string }[] = [];
  const check = (what: string, expected: string | undefined, found: string): void => {
    if (expected !== undefined && expected !== found) differences.push({ what, expected, actual: found });
  };
  check("decision", decision, actual.outcome);
  check("rule", rule === undefined ? undefined : quote(rule), quote(actual.rule));
  check("message", message === undefined ? undefined : inQuotes(message), inQuotes(actual.message));
  for (const [key, value] of counters) {
    const reading = actual.counters.filter((counter) => counter.key === key);
    // A counter that counts in two windows stands at two values; one of them has to be right.
    const found = reading.map((counter) => counter.value);
    if (!found.includes(value))
      check(`counter ${key}`, String(value), found.length === 0 ? "not counted by this call" : found.join(" and "));
  }
  if (differences.length === 0) return undefined;
  return {
    message: differences
      .map(({ what, expected, actual: found }) => `${what}: expected ${expected}, is ${found}`)
      .join("; "),
    expected: differences.map((each) => `${each.what}: ${each.expected}`).join("\n"),
    actual: differences.map((each) => `${each.what}: ${each.actual}`).join("\n"),
  };
}

function inQuotes(message: string | null): string {
  return message === null ? "no message" : quote(message);
}
