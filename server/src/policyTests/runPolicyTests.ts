import type { CounterState } from "../policy/decide/counters";
import { type Call, decide, decideRepeated } from "../policy/decide/decide";
import type { Decision, NotKnown } from "../policy/decide/decision";
import type { Policy } from "../policy/model/policy";
import type { Span } from "../policy/text/span";
import { notKnownInWords } from "../policy/words/notKnownInWords";
import { listOf } from "../policy/words/plain/listOf";
import { quoteWithin } from "../policy/words/plain/quote";
import type { CoverageCounter } from "./coverage";
import type { Expectation, PolicyTest, TestedCall } from "./policyTestFile";
import { SeenByCall } from "./seenByCall";

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
  /**
   * How all its repetitions were decided, in order, for callers that want to accept that. None when they alternate too often
   * to be read as calls of their own.
   */
  readonly runs: readonly RepeatedDecision[];
}

/** Repetitions of a call that follow each other and were decided alike. */
export interface RepeatedDecision {
  readonly times: number;
  /** The first of them. */
  readonly decision: Decision;
  readonly last: Decision;
  /** Whether the counters that the test names were at the same values after each of them. */
  readonly isSteady: boolean;
}

/** More runs of repetitions are not kept: a limit can deny every other one of a million. */
const mostRuns = 100;

/** What became of a test. */
export interface TestResult {
  readonly test: PolicyTest;
  /** The first failure of each call, in order; none when the test passes. */
  readonly failures: readonly Failure[];
  /** How many calls were made. */
  readonly calls: number;
}

/** A call as it is made. */
export interface MadeCall {
  readonly call: Call;
  /** Index of what the test says of it. */
  readonly index: number;
  /** Which of its repetitions, from 1. */
  readonly repetition: number;
}

/** The calls of a test at their instants, each repetition by itself. */
export function* callsOf(calls: readonly TestedCall[]): Generator<MadeCall> {
  let previous: number | undefined;
  for (const [index, tested] of calls.entries()) {
    let repetition = 0;
    for (const at of instantsOf(tested, previous)) {
      previous = at;
      repetition++;
      yield { call: { tool: tested.tool, arguments: tested.arguments, grant: tested.grant, at }, index, repetition };
    }
  }
}

/** Makes the calls of one test against a policy, with counters of its own. */
export function runPolicyTest(policy: Policy | undefined, test: PolicyTest, coverage?: CoverageCounter): TestResult {
  const steps = stepPolicyTest(policy, test, coverage);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same step by step, a call each: for callers that have others to answer while a long test runs, or no more use for it. */
export function* stepPolicyTest(
  policy: Policy | undefined,
  test: PolicyTest,
  coverage?: CoverageCounter,
): Generator<void, TestResult, void> {
  const counters = new Map<string, CounterState>();
  const failures: Failure[] = [];
  let calls = 0;
  let previous: number | undefined;
  for (const call of test.calls) {
    const repetitions = new Repetitions();
    const seen = coverage && new SeenByCall(coverage, call.tool);
    const readings = call.expect !== undefined && call.expect.counters.size > 0;
    const decideAt = decideRepeated(policy, call, { readings });
    const inFull = (at: number): Decision =>
      decide(policy, { ...call, at }, counters, { trace: coverage !== undefined });
    let repetition = 0;
    let hasFailed = false;
    for (const at of instantsOf(call, previous)) {
      if (calls++ > 0) yield;
      previous = at;
      repetition++;
      const decision = decideAt(at, counters);
      if (seen?.addLikeBefore(decision) === false) seen.addTraced(inFull(at));
      // A decision that is not known fails the test, also that of a call of which nothing is expected: what follows rests on it.
      if (call.expect !== undefined || decision.outcome === "unknown") {
        const expect = call.expect ?? nothingExpected(call.span);
        repetitions.add(decision, expect);
        // One message is enough for a call that is repeated; the others follow from it.
        const differing = hasFailed ? undefined : compare(expect, decision);
        if (differing !== undefined) {
          hasFailed = true;
          failures.push({ call, repetition, decision: inFull(at), runs: repetitions.runs, ...differing });
        }
      }
      for (const [key, state] of decision.charges) counters.set(key, state);
    }
  }
  return { test, failures, calls };
}

/** How the repetitions of one call were decided. */
class Repetitions {
  readonly runs: { times: number; readonly decision: Decision; last: Decision; isSteady: boolean }[] = [];
  #areTooMany = false;

  add(decision: Decision, { counters }: Expectation): void {
    if (this.#areTooMany) return;
    const run = this.runs.at(-1);
    if (run !== undefined && areAlike(run.decision, decision)) {
      run.times++;
      run.last = decision;
      run.isSteady &&= [...counters.keys()].every((key) => standsAlike(run.decision, decision, key));
    } else if (this.runs.length < mostRuns) this.runs.push({ times: 1, decision, last: decision, isSteady: true });
    else {
      this.#areTooMany = true;
      this.runs.length = 0;
    }
  }
}

function areAlike(a: Decision, b: Decision): boolean {
  return a.outcome === b.outcome && a.rule === b.rule && a.message === b.message;
}

function standsAlike(a: Decision, b: Decision, key: string): boolean {
  const values = valuesOf(b, key);
  return valuesOf(a, key).every((value, index) => value === values[index]);
}

/** What a counter is at after a call: one value for each window that it counts in, none when the call has no such. */
export function valuesOf({ counters }: Decision, key: string): readonly number[] {
  return counters.filter((counter) => counter.key === key).map(({ value }) => value);
}

/** When a call is made, each of its repetitions; `previous` is the instant of the call before. */
function* instantsOf(call: TestedCall, previous: number | undefined): Generator<number> {
  let at = startOf(call, previous);
  for (let repetition = 1; repetition <= call.repeat; repetition++) {
    yield at;
    at += call.every;
  }
}

function startOf({ at, after }: TestedCall, previous: number | undefined): number {
  if (at !== undefined) return at;
  return previous === undefined ? firstInstant : previous + after;
}

function compare(
  { decision, rule, message, counters }: Expectation,
  actual: Decision,
): Pick<Failure, "message" | "expected" | "actual"> | undefined {
  if (actual.reason.kind === "not-known") return notKnown(decision, actual.reason.because);
  // Which check denies is not known, although one surely does.
  if (actual.earlierDoubt !== null && (rule !== undefined || typeof message === "string"))
    return notKnown(rule ?? message ?? "", actual.earlierDoubt);
  const differences: { readonly what: string; readonly expected: string; readonly actual: string }[] = [];
  const check = (what: string, expected: string | undefined, found: string): void => {
    if (expected !== undefined && expected !== found) differences.push({ what, expected, actual: found });
  };
  check("decision", decision, actual.outcome);
  check("rule", rule === undefined ? undefined : inQuotes(rule), inQuotes(actual.rule));
  check("message", message === undefined ? undefined : inQuotes(message), inQuotes(actual.message));
  for (const [key, value] of counters) {
    // A counter that counts in two windows is at two values; one of them has to be right.
    const found = valuesOf(actual, key);
    if (!found.includes(value))
      check(
        `counter ${key}`,
        String(value),
        found.length === 0 ? "not counted by this call" : listOf(found.map(String), "and"),
      );
  }
  const [first, ...others] = differences;
  if (first === undefined) return undefined;
  // Where nothing else says it, why a call was denied that should not have been.
  const reason = first.what === "decision" && rule === undefined && actual.rule !== "" ? ` by ${actual.rule}` : "";
  const sentences = differences.map((each) => `${each.what}: expected ${each.expected}, is ${each.actual}`);
  sentences[0] += reason;
  // Editors set the two against each other: with one difference the values alone are easier to read.
  const name = ({ what }: { readonly what: string }): string => (others.length === 0 ? "" : `${what}: `);
  return {
    message: sentences.join("; "),
    expected: differences.map((each) => `${name(each)}${each.expected}`).join("\n"),
    actual: differences.map((each) => `${name(each)}${each.actual}`).join("\n"),
  };
}

/** How a test fails whose call cannot be decided here. */
function notKnown(expected: string | undefined, because: NotKnown): Pick<Failure, "message" | "expected" | "actual"> {
  const why = notKnownInWords(because);
  const wanted = expected ?? "a decision";
  return { message: `expected ${wanted}, but it is not known. ${why}`, expected: wanted, actual: `not known: ${why}` };
}

function nothingExpected(span: Span): Expectation {
  return { decision: undefined, rule: undefined, message: undefined, counters: new Map(), span };
}

/** Longer than a quote in a sentence: two rules can differ in their last letters only. */
const longestText = 2_000;

function inQuotes(text: string | null): string {
  return text === null ? "no message" : quoteWithin(text, longestText);
}
