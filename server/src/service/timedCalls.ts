import type { Call } from "../policy/decide";
import { readInstant } from "../policy/instant";
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
      at: readInstant(at) ?? next,
    };
    next = call.at + step;
    return call;
  });
}
