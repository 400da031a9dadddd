import type { Machine } from "../machine";
import { median, quantile } from "../statistics";
import { digits, goalsTable, missed, times as quotient, type Row, table } from "../tables";
import { gatewayGoals, gatewayReasons } from "./goals";
import type { GatewayResults } from "./results";
import type { SizedWayName } from "./ways";

/** The document that keeps a run. */
export function gatewayReport(
  results: GatewayResults,
  { cpu, cores, memory, system, node }: Machine,
  { date, load, versions }: { readonly date: string; readonly load: string; readonly versions: string },
): string {
  const goals = gatewayGoals(results);
  return `# Benchmarks of the gateway

Written by \`npm run bench:gateway\`; do not edit. To measure again, run that. Leave the machine alone meanwhile.

- Machine: ${cpu}, ${cores} cores, ${memory}, ${system}; load ${load}
- Node ${node}; ${versions}
- ${date}

## Goals

${[goalsTable(goals), ...missed(goals, gatewayReasons)].join("\n\n")}

## Over stdio

${callsTable(results.stdio)}

What is added to a call whose answer has a size, median in milliseconds:

${sizesTable(results.bySize)}

## Over HTTP

${callsTable(results.http)}

## Method

All numbers are of one run, in which the ways take turns. _Direct_: the client talks to the server, a program that answers at
once. _The SDK's transports_: what passes each message between the two transports of the official SDK, and decides nothing. _The bytes alone_: what reads nothing in them, the least that a process in the middle adds. The
policy checks an argument of each call by a pattern, and counts the call. A call takes as long as the client waits for it, one
after another, behind 3,000 that are not measured; _a second_ is with 100 calls under way over stdio and 16 over HTTP. Processor time is of the process in the middle alone, for
each of these calls. Memory is what that process has resident (VmRSS).
`;
}

function callsTable(samples: GatewayResults["http"]): string {
  const direct = median(samples.direct.times) ?? Number.NaN;
  const rows = Object.entries(samples).map(([name, { times, perSecond, microseconds, megabytes }]): Row => {
    const middle = median(times) ?? Number.NaN;
    return [
      name,
      digits(middle),
      digits(quantile(times, 0.99) ?? Number.NaN),
      name === "direct" ? "" : digits(middle - direct),
      Math.round(median(perSecond) ?? Number.NaN).toLocaleString("en"),
      name === "direct" ? "" : digits(median(microseconds) ?? Number.NaN),
      megabytes.length === 0 ? "" : digits(median(megabytes) ?? Number.NaN),
    ];
  });
  const cells = ["", "Median, ms", "p99, ms", "Added, ms", "A second", "Processor time, µs", "MB at 1,000 open calls"];
  // Over HTTP, calls are not left open.
  const isShown = rows.some((row) => row.at(-1) !== "");
  return isShown
    ? table(cells, rows)
    : table(
        cells.slice(0, -1),
        rows.map((row) => row.slice(0, -1)),
      );
}

function sizesTable(sizes: GatewayResults["bySize"]): string {
  const rows = sizes.map(({ bytes, times }): Row => {
    const added = (way: SizedWayName) => (median(times[way]) ?? Number.NaN) - (median(times.direct) ?? Number.NaN);
    const [ours, theirs, least] = [added("gateway"), added("the SDK's transports"), added("the bytes alone")];
    return [`${bytes / 1_000} kB`, digits(ours), digits(theirs), digits(least), quotient(ours / theirs)];
  });
  return table(["Answer", "Gateway", "The SDK's transports", "The bytes alone", "Gateway / SDK"], rows);
}
