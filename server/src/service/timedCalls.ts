import type { Call } from "../policy/decide";
import { isJsonObject } from "../policy/json";
import type { SimulatedCall } from "../wire";

/** Milliseconds between two calls that name no instant. */
const step = 1_000;

const minute = 60_000;

/** The grant label of a call that names none. */
const defaultGrant = "default";

/**
 * Gives every call its instant: its own, else one step after the call before, else the start of the current minute.
 * Whatever of a call has another type than the wire says counts as not given.
 */
export function timedCalls(calls: readonly SimulatedCall[], now: number): Call[] {
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

const isoForm = /^[+-]?\d{4,6}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** The epoch milliseconds of an ISO instant, in UTC when it names no zone; undefined for any other text. */
export function readInstant(text: string): number | undefined {
  const form = isoForm.exec(text);
  if (form === null) return undefined;
  const at = Date.parse(text.includes("T") && form[1] === undefined ? `${text}Z` : text);
  return Number.isNaN(at) ? undefined : at;
}
