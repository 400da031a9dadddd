import type { CallSamples } from "./stdioCalls";
import type { HttpWayName, SizedWayName, WayName } from "./ways";

/** What a run has measured. */
export interface GatewayResults {
  readonly stdio: Readonly<Record<WayName, CallSamples>>;
  readonly http: Readonly<Record<HttpWayName, CallSamples>>;
  /** Milliseconds of a list of tools of 1 MB. */
  readonly listing: { readonly direct: readonly number[]; readonly gateway: readonly number[] };
  /** Calls over stdio whose answers have a size. */
  readonly bySize: readonly AnswersOfSize[];
  /** For each call with a limit; undefined where there is no Redis. */
  readonly roundTrips: number | undefined;
}

/** Milliseconds of calls whose answers have so many bytes. */
export interface AnswersOfSize {
  readonly bytes: number;
  readonly times: Readonly<Record<SizedWayName, readonly number[]>>;
}

/** The samples of several rounds as one. */
export function joined(rounds: readonly CallSamples[]): CallSamples {
  return {
    times: rounds.flatMap(({ times }) => times),
    perSecond: rounds.flatMap(({ perSecond }) => perSecond),
    microseconds: rounds.flatMap(({ microseconds }) => microseconds),
    megabytes: rounds.flatMap(({ megabytes }) => megabytes),
  };
}
