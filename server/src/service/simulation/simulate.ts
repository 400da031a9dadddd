import type { Diagnostic } from "vscode-languageserver-types";
import type { Call } from "../../policy/decide/decide";
import { decideInOrder } from "../../policy/decide/decideSequence";
import { type Decision, deniedResult, eras } from "../../policy/decide/decision";
import { type AssumptionName, defaultAssumptions, otherReadings } from "../../policy/model/assumptions";
import type { Policy } from "../../policy/model/policy";
import type { Problem } from "../../policy/text/problem";
import type { Span } from "../../policy/text/span";
import { decisionSentence } from "../../policy/words/decisionSentence";
import { errorsInWords } from "../../policy/words/errorsInWords";
import { notKnownInWords } from "../../policy/words/notKnownInWords";
import type { OtherReading, SimulatedCall, SimulatedStep, SimulateResult } from "../../protocol/simulation";
import { diagnosticOf, problemDiagnostics } from "../diagnostics/problemDiagnostics";
import type { Environment } from "../environment";
import { rangeOf, type Snapshot } from "../snapshot";
import { listedCounters } from "./listedCounters";
import { simulatedCalls } from "./simulatedCalls";
import { timedCalls } from "./timedCalls";

/**
 * Decides calls by the open policy, in order and with shared counters. By a policy with errors nothing is known; `problems`
 * says what the gateway would refuse. A policy of another product decides no call.
 */
export function simulate(snapshot: Snapshot, calls: readonly SimulatedCall[], known: Environment): SimulateResult {
  const steps = simulateInSteps(snapshot, calls, known);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same in steps of one call each, between which other requests can have their turn. */
export function* simulateInSteps(
  snapshot: Snapshot,
  calls: readonly SimulatedCall[],
  { now }: Environment,
): Generator<undefined, SimulateResult> {
  // Decided by nothing that is there, an answer would be wrong.
  if (snapshot.isOversized) return nothing(problemDiagnostics(snapshot));
  if (snapshot.foreign !== undefined) return nothing([diagnosticOf(snapshot, foreignProblem(snapshot.foreign))]);
  const { taken, problems } = simulatedCalls(snapshot.policy, calls);
  const timed = timedCalls(taken, now);
  const used = new Set<AssumptionName>();
  const steps: Omit<SimulatedStep, "otherReadings">[] = [];
  for (const decision of decideInOrder(snapshot.policy, timed, { trace: true })) {
    for (const name of decision.assumptions) used.add(name);
    // What an answer has no room for is not kept either.
    steps.push(stepOf(snapshot, decision, timed[steps.length] as Call));
    yield;
  }
  const otherwise: (readonly (OtherReading | undefined)[])[] = [];
  for (const reading of otherReadings(snapshot.policy.reading ?? defaultAssumptions))
    if (used.has(reading.assumption)) otherwise.push(yield* decideOtherwise(snapshot.policy, timed, steps, reading));
  return {
    steps: steps.map((step, index) => ({
      ...step,
      otherReadings: otherwise.flatMap((readings) => readings[index] ?? []),
    })),
    problems: [
      ...snapshot.problems
        .filter(({ severity }) => severity === "error")
        .map((problem) => diagnosticOf(snapshot, problem)),
      ...problems.map((problem) => diagnosticOf(snapshot, problem)),
    ],
    problemsInWords:
      errorsInWords("this policy", snapshot.policy, snapshot.problems) ??
      (problems.length > 0 ? "Not everything was simulated" : ""),
  };
}

function nothing(problems: readonly Diagnostic[]): SimulateResult {
  return { steps: [], problems, problemsInWords: "This file is not simulated" };
}

function foreignProblem(product: string): Problem {
  return {
    code: "foreign-policy",
    severity: "information",
    message: `This is a policy of ${product}, not of an MCP gateway: it decides no call of a tool.`,
    span: { start: 0, end: 0 },
  };
}

/** What another reading would have decided of each call, where that differs. */
function* decideOtherwise(
  policy: Policy,
  calls: readonly Call[],
  steps: readonly Pick<SimulatedStep, "decision">[],
  { assumption, assumptions }: ReturnType<typeof otherReadings>[number],
): Generator<undefined, (OtherReading | undefined)[]> {
  const readings: (OtherReading | undefined)[] = [];
  for (const { outcome } of decideInOrder(policy, calls, { trace: false, assumptions })) {
    const isSame = outcome === steps[readings.length]?.decision;
    readings.push(isSame ? undefined : { assumption, reading: assumptions[assumption], decision: outcome });
    yield;
  }
  return readings;
}

function stepOf(snapshot: Snapshot, decision: Decision, call: Call): Omit<SimulatedStep, "otherReadings"> {
  const range = (span: Span | null) => (span === null ? null : rangeOf(snapshot, span));
  const { listed, more } = listedCounters(decision.counters);
  return {
    decision: decision.outcome,
    rule: decision.rule,
    message: decision.message,
    response: decision.message === null ? null : deniedResult(decision.message),
    responses: eras.flatMap((era) =>
      decision.message === null ? [] : [{ era, result: deniedResult(decision.message, era) }],
    ),
    summary: decisionSentence(decision, call.tool),
    reason: decision.reason,
    doubt: decision.earlierDoubt && notKnownInWords(decision.earlierDoubt),
    range: range(decision.span),
    trace: decision.trace.map(({ check, outcome, detail, span }) => ({ check, outcome, detail, range: range(span) })),
    counters: listed.map((reading) => ({ ...reading, resetsAt: isoInstant(reading.resetsAt) })),
    moreCounters: more,
    assumptions: decision.assumptions,
    at: isoInstant(call.at),
    grant: call.grant,
  };
}

/** An instant in ISO form; one that lies beyond what a date can hold is written as the last that it can. */
function isoInstant(at: number): string {
  return new Date(Math.min(at, 8.64e15)).toISOString();
}
