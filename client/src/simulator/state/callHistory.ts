import type { SimulatedCall, SimulatedDecision, SimulatedStep } from "../../../../server/src/protocol/simulation";
import type { CallRow, TimeStep } from "./messages";
import { shortArguments } from "./shortArguments";

/** The most calls that one simulation keeps; the whole list is decided again at every edit of the policy. */
export const callLimit = 500;

/** A call that was made in the simulator, with the instant that it was given. */
export interface RecordedCall extends SimulatedCall {
  readonly at: string;
  readonly grant: string;
  /** The decision on it when it came to its place; null until the server has answered once. */
  readonly firstDecision: SimulatedDecision | null;
}

const minute = 60_000;

const stepLengths: Readonly<Record<TimeStep, number>> = {
  none: 0,
  second: 1_000,
  "5 seconds": 5_000,
  "10 seconds": 10_000,
  "30 seconds": 30_000,
  minute,
  "5 minutes": 5 * minute,
  hour: 60 * minute,
  day: 24 * 60 * minute,
};

/**
 * The instant of the next call: a step after the one before, and for the first the start of the current UTC minute, so
 * that calls a second apart share one counting window however slowly they are made.
 */
export function nextInstant(calls: readonly RecordedCall[], timeStep: TimeStep, now: number): string {
  const last = calls.at(-1);
  return last === undefined
    ? new Date(Math.floor(now / minute) * minute).toISOString()
    : instantAfter(last.at, timeStep, 1);
}

/** The instant some steps after another; one that lies beyond what a date can hold is the last that it can. */
export function instantAfter(at: string, timeStep: TimeStep, steps: number): string {
  return new Date(Math.min(Date.parse(at) + steps * stepLengths[timeStep], 8.64e15)).toISOString();
}

/**
 * The instant that a person has typed, in UTC: "2026-05-06 14:32" or the ISO form. "" for nothing typed, undefined for
 * what is no instant.
 */
export function typedInstant(text: string): string | undefined {
  const typed = text.trim();
  if (typed === "") return "";
  const [, date, time = "00:00"] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)Z?)?$/i.exec(typed) ?? [];
  const at = date === undefined ? Number.NaN : Date.parse(`${date}T${time}Z`);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** The calls as the server is asked to decide them. */
export function toRequest(calls: readonly RecordedCall[]): SimulatedCall[] {
  return calls.map(({ firstDecision: _, ...call }) => call);
}

/** The calls with the decisions of their first answer filled in. */
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
    return {
      at: call.at,
      tool: call.tool,
      args: shortArguments(call.arguments),
      grant: call.grant,
      decision,
      was: changed ? call.firstDecision : null,
    };
  });
}
