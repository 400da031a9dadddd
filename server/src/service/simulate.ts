import { otherChoices } from "../policy/assumptions";
import type { Call } from "../policy/decide";
import { decideSequence } from "../policy/decideSequence";
import { type Decision, deniedResult } from "../policy/decision";
import { isJsonObject } from "../policy/json";
import type { Policy } from "../policy/policy";
import type { Problem } from "../policy/problem";
import type { Span } from "../policy/span";
import { verdictInWords } from "../policy/verdictInWords";
import type { OtherReading, SimulatedCall, SimulatedStep, SimulateResult } from "../wire";
import { diagnosticOf, problemDiagnostics } from "./diagnostics";
import type { Environment } from "./environment";
import { rangeOf, type Snapshot } from "./snapshot";

/** Milliseconds between two calls that name no instant. */
const step = 1_000;

const minute = 60_000;

/** More calls in one request would keep every other request waiting. */
const mostCalls = 10_000;

/** The grant label of a call that names none. */
const defaultGrant = "default";

/**
 * Decides calls by the open policy, in order and with shared counters. A policy with errors is decided by what still has
 * a meaning; `problems` says what the gateway would refuse.
 */
export function simulate(snapshot: Snapshot, calls: readonly SimulatedCall[], { now }: Environment): SimulateResult {
  // Decided by nothing that stands there, an answer would be wrong.
  if (snapshot.isOversized) return { steps: [], problems: problemDiagnostics(snapshot) };
  const timed = withInstants(calls.slice(0, mostCalls), now);
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
      ...(calls.length > mostCalls ? [diagnosticOf(snapshot, tooManyCalls)] : []),
    ],
  };
}

const tooManyCalls: Problem = {
  code: "too-many-calls",
  severity: "information",
  message: `Only the first ${mostCalls} calls were simulated. Send the others in a request of their own.`,
  span: { start: 0, end: 0 },
};

/**
 * Gives every call its instant: its own, else one step after the call before, else the start of the current minute.
 * Whatever of a call has another type than the wire says counts as not given.
 */
function withInstants(calls: readonly SimulatedCall[], now: number): Call[] {
  let next = Math.floor(now / minute) * minute;
  return calls.map((given: unknown) => {
    const { tool, arguments: args, grant, at } = isJsonObject(given) ? given : {};
    const call: Call = {
      tool: typeof tool === "string" ? tool : "",
      arguments: args ?? {},
      grant: typeof grant === "string" ? grant : defaultGrant,
      at: (typeof at === "string" ? readInstant(at) : undefined) ?? next,
    };
    next = call.at + step;
    return call;
  });
}

/** For each other reading that matters to these calls: what it would have decided, where that differs. */
function decideOtherwise(
  policy: Policy,
  calls: readonly Call[],
  decisions: readonly Decision[],
): (OtherReading | undefined)[][] {
  const used = new Set(decisions.flatMap(({ assumptions }) => assumptions));
  return [...otherChoices]
    .filter(([assumption]) => used.has(assumption))
    .map(([assumption, assumptions]) =>
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
    summary: verdictInWords(decision, call.tool),
    reason: decision.reason,
    range: range(decision.span),
    trace: decision.trace.map(({ check, outcome, detail, span }) => ({ check, outcome, detail, range: range(span) })),
    counters: decision.counters.map((reading) => ({ ...reading, resetsAt: isoInstant(reading.resetsAt) })),
    assumptions: decision.assumptions,
    at: isoInstant(call.at),
    grant: call.grant,
  };
}

const isoForm = /^[+-]?\d{4,6}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** The epoch milliseconds of an ISO instant, in UTC when it names no zone; undefined for any other text. */
export function readInstant(text: string): number | undefined {
  const form = isoForm.exec(text);
  if (form === null) return undefined;
  const at = Date.parse(text.includes("T") && form[1] === undefined ? `${text}Z` : text);
  return Number.isNaN(at) ? undefined : at;
}

/** An instant in ISO form; one that lies beyond what a date can hold is written as the last that it can. */
function isoInstant(at: number): string {
  return new Date(Math.min(at, 8.64e15)).toISOString();
}
