import { type JudgedGoal, ratio } from "../goal";
import { median, quantile } from "../statistics";
import type { GatewayResults } from "./results";

/** The goals of issue 15, with what a run measured. */
export function gatewayGoals({ stdio, http, listing, roundTrips }: GatewayResults): readonly JudgedGoal[] {
  const added = (samples: GatewayResults["http"], way: keyof GatewayResults["http"], share = 0.5) => {
    const through = quantile(samples[way].times, share);
    const direct = median(samples.direct.times);
    return through === undefined || direct === undefined ? undefined : through - direct;
  };
  const over = (name: string, id: string, samples: GatewayResults["http"]): JudgedGoal[] => [
    {
      id: `${id}-added`,
      goal: `added to a call over ${name}, median, the gateway's / that of the SDK's two transports`,
      measured: ratio(added(samples, "gateway"), added(samples, "the SDK's transports")),
      unit: "×",
      remark: "",
      target: 0.5,
      wants: "at most",
    },
    {
      id: `${id}-p99`,
      goal: `added to a call over ${name}: the 99th percentile through the gateway less the median without it`,
      measured: added(samples, "gateway", 0.99),
      unit: "ms",
      remark: "",
      target: 1,
      wants: "under",
    },
  ];
  return [
    ...over("stdio", "stdio", stdio),
    ...over("HTTP", "http", http),
    {
      id: "rate",
      goal: "decided calls through one process over stdio, 100 under way; server and client take their time from the same machine",
      measured: median(stdio.gateway.perSecond),
      unit: "a second",
      remark: "",
      target: 20_000,
      wants: "at least",
    },
    {
      id: "redis",
      goal: "round trips to Redis for a call with a limit",
      measured: roundTrips,
      unit: "round trips",
      remark: "",
      target: 1,
      wants: "at most",
    },
    {
      id: "memory",
      goal: "resident memory with 1,000 calls open",
      measured: median(stdio.gateway.megabytes),
      unit: "MB",
      remark: "",
      target: 64,
      wants: "at most",
    },
    {
      id: "listing",
      goal: "added to a `tools/list` of 1 MB, of which 100 of 1,000 tools are taken out, median",
      measured: difference(median(listing.gateway), median(listing.direct)),
      unit: "ms",
      remark: "",
      target: 20,
      wants: "under",
    },
  ];
}

function difference(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a - b;
}

/** Why a goal is missed, in a sentence; written after a look at where the time goes. */
export const gatewayReasons: Readonly<Record<string, string>> = {
  "stdio-added":
    "Passing the bytes alone, and reading nothing, adds a third to seven tenths of what the SDK's pass-through adds, by run (see _the bytes alone_): the least that a process of Node.js in the middle takes. What is above that is the gateway's own, some 15 µs of processor time: a look at the policy's file (a fifth), reading the message, deciding, collecting garbage. It does not grow with the answer, which goes on before the gateway looks at it: the larger that is, the less the gateway adds beside the SDK's pass-through (see the sizes).",
  "stdio-p99":
    "One call in some 240 waits for a collection of young objects, which takes some tenths of a millisecond; all else is the system's, which decides when a process runs.",
  "http-added": "Most of it is the second HTTP request, which the pass-through makes, too.",
  "http-p99":
    "A call through the gateway is two calls over HTTP; more than half of the gateway's time is the system's own writing to its two connections, and one call in 50 waits for a collection of young objects (profile). The SDK's pass-through takes longer than the gateway.",
  rate: "The client and the server share the machine's two processors with it; what one process could do at most follows from its processor time for a call.",
  memory:
    "A Node.js that passes the bytes alone has over 50 MB then; the bundle with the engine and its libraries takes the rest.",
  listing:
    "The list is parsed, and its tools are looked through for where they begin and end; on a busy machine this takes longer.",
};
