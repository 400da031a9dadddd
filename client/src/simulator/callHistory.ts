import type { SimulatedCall, SimulatedStep } from "../../../server/src/wire";
import type { CallRow, TimeStep } from "./messages";

/** The most calls that one simulation keeps; the whole list is decided anew at every edit of the policy. */
export const callLimit = 500;

/** A call that was made in the simulator, with the instant that it was given. */
export interface RecordedCall extends SimulatedCall {
  readonly at: string;
  readonly grant: string;
  /** The verdict on it when it was made; null until the server has answered once. */
  readonly firstDecision: "allow" | "deny" | null;
}

const minute = 60_000;

const stepLengths: Readonly<Record<TimeStep, number>> = {
  second: 1_000,
  minute,
  hour: 60 * minute,
  day: 24 * 60 * minute,
};

/**
 * The instant of the next call: a step after the one before, and for the first the start of the current UTC minute, so
 * that calls a second apart share one counting window however slowly they are made.
 */
export function nextInstant(calls: readonly RecordedCall[], timeStep: TimeStep, now: number): string {
  const last = calls.at(-1);
  const instant = last === undefined ? Math.floor(now / minute) * minute : Date.parse(last.at) + stepLengths[timeStep];
  return new Date(instant).toISOString();
}

/** The calls as the server is asked to decide them. */
export function toRequest(calls: readonly RecordedCall[]): SimulatedCall[] {
  return calls.map(({ firstDecision: _, ...call }) => call);
}

/** The calls with the verdicts of their first answer filled in. */
export function withFirstDecisions(calls: readonly RecordedCall[], steps: readonly SimulatedStep[]): RecordedCall[] {
  return calls.map((call, index) =>
    call.firstDecision === null ? { ...call, firstDecision: steps[index]?.decision ?? null } : call,
  );
}

/** The calls as the page lists them. */
export function toRows(calls: readonly RecordedCall[], steps: readonly SimulatedStep[]): CallRow[] {
  return calls.map((call, index) => {
    const decision = steps[index]?.decision ?? null;
    const changed = decision !== null && call.firstDecision !== null && decision !== call.firstDecision;
    return { at: call.at, tool: call.tool, decision, was: changed ? call.firstDecision : null };
  });
}
