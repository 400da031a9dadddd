import { readArgumentText } from "../../policy/decide/argumentText";
import type { Call } from "../../policy/decide/decide";
import { readInstant } from "../../policy/decide/instant";
import { isJsonObject } from "../../policy/text/json";
import type { SimulatedCall } from "../../protocol/simulation";

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
    const { tool, arguments: args, argumentsText, isRetry, grant, at } = isJsonObject(given) ? given : {};
    const call: Call = {
      tool: typeof tool === "string" ? tool : "",
      arguments: (typeof argumentsText === "string" ? parsed(argumentsText) : args) ?? {},
      grant: typeof grant === "string" ? grant : defaultGrant,
      at: readInstant(at) ?? next,
      ...(isRetry === true && { isRetry }),
    };
    next = call.at + step;
    return call;
  });
}

/** The value of a text of arguments; a text that is not JSON is itself no object, and so not known. */
function parsed(text: string): unknown {
  const read = readArgumentText(text);
  return "value" in read ? read.value : text;
}
