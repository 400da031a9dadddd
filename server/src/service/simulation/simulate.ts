import type { Call } from "../../policy/decide/decide";
import { decideSequence } from "../../policy/decide/decideSequence";
import { type Decision, deniedResult, eras } from "../../policy/decide/decision";
import { defaultAssumptions, otherReadings } from "../../policy/model/assumptions";
import type { Policy } from "../../policy/model/policy";
import type { Problem } from "../../policy/text/problem";
import type { Span } from "../../policy/text/span";
import { decisionSentence } from "../../policy/words/decisionSentence";
import { notKnownInWords } from "../../policy/words/notKnownInWords";
import type { OtherReading, SimulatedCall, SimulatedStep, SimulateResult } from "../../protocol/simulation";
import { diagnosticOf, problemDiagnostics } from "../diagnostics/diagnostics";
import type { Environment } from "../environment";
import { rangeOf, type Snapshot } from "../snapshot";
import { simulatedCalls } from "./simulatedCalls";
import { timedCalls } from "./timedCalls";

/**
 * Decides calls by the open policy, in order and with shared counters. By a policy with errors nothing is known; `problems`
 * says what the gateway would refuse. A policy of another product decides no call.
 */
export function simulate(snapshot: Snapshot, calls: readonly SimulatedCall[], { now }: Environment): SimulateResult {
  // Decided by nothing that is there, an answer would be wrong.
  if (snapshot.isOversized) return { steps: [], problems: problemDiagnostics(snapshot) };
  if (snapshot.foreign !== undefined)
    return { steps: [], problems: [diagnosticOf(snapshot, foreignProblem(snapshot.foreign))] };
  const { taken, problems } = simulatedCalls(snapshot.policy, calls);
  const timed = timedCalls(taken, now);
  const decisions = decideSequence(snapshot.policy, timed, { trace: true });
  const otherwise = decideOtherwise(snapshot.policy, timed, decisions);
  return {
    steps: decisions.map((decision, index) => ({
      ...stepOf(snapshot, decision, timed[index] as Call),
      otherReadings: otherwise.flatMap((readings) => readings[index] ?? []),
    })),
    problems: [
      ...snapshot.problems
        .filter(({ severity }) => severity === "error")
        .map((problem) => diagnosticOf(snapshot, problem)),
      ...problems.map((problem) => diagnosticOf(snapshot, problem)),
    ],
  };
}

function foreignProblem(product: string): Problem {
  return {
    code: "foreign-policy",
    severity: "information",
    message: `This is a policy of ${product}, not of an MCP gateway: it decides no call of a tool.`,
    span: { start: 0, end: 0 },
  };
}

/** For each other reading that matters to these calls: what it would have decided, where that differs. */
function decideOtherwise(
  policy: Policy,
  calls: readonly Call[],
  decisions: readonly Decision[],
): (OtherReading | undefined)[][] {
  const used = new Set(decisions.flatMap(({ assumptions }) => assumptions));
  return otherReadings(policy.reading ?? defaultAssumptions)
    .filter(({ assumption }) => used.has(assumption))
    .map(({ assumption, assumptions }) =>
      decideSequence(policy, calls, { trace: false, assumptions }).map(({ outcome }, index) =>
        outcome === decisions[index]?.outcome
          ? undefined
          : { assumption, reading: assumptions[assumption], decision: outcome },
      ),
    );
}

function stepOf(snapshot: Snapshot, decision: Decision, call: Call): Omit<SimulatedStep, "otherReadings"> {
  const range = (span: Span | null) => (span === null ? null : rangeOf(snapshot, span));
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
    counters: decision.counters.map((reading) => ({ ...reading, resetsAt: isoInstant(reading.resetsAt) })),
    assumptions: decision.assumptions,
    at: isoInstant(call.at),
    grant: call.grant,
  };
}

/** An instant in ISO form; one that lies beyond what a date can hold is written as the last that it can. */
function isoInstant(at: number): string {
  return new Date(Math.min(at, 8.64e15)).toISOString();
}
