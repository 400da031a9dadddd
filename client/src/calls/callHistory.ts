import type { GuardedEntry } from "../guarded/guardedServers";
import type { RecordedCall } from "../simulator/state/callHistory";
import type { LoggedCall } from "./loggedCall";

/** As many are decided together at most. */
const mostCalls = 500;

const lengths = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** A call, and the server whose log it is in. */
interface CallOfServer {
  readonly call: LoggedCall;
  readonly server: Pick<GuardedEntry, "name" | "policy">;
}

/**
 * A call with those before it that its limits have counted, oldest first and itself last, ready to be decided again.
 * `all` may have calls of other servers and policies, which are counted elsewhere. undefined when the values of its
 * arguments were not kept; others without values are left out.
 */
export function withEarlierCalls(
  { call, server }: CallOfServer,
  all: readonly CallOfServer[],
): readonly RecordedCall[] | undefined {
  if (call.argumentsText === undefined) return undefined;
  const starts = call.counters.map(({ window, resetsAt }) => Date.parse(resetsAt) - lengths[window]);
  const start = Math.min(...starts);
  const counted = all
    .filter((each) => each.server.policy === server.policy && each.server.name === server.name)
    .map((each) => each.call);
  const earlier = counted
    .slice(0, Math.max(0, counted.indexOf(call)))
    .filter(({ time, grant }) => Date.parse(time) >= start && grant === call.grant);
  return [...earlier.slice(1 - mostCalls), call].flatMap(recorded);
}

function recorded({ tool, time, grant, argumentsText, decision }: LoggedCall): RecordedCall[] {
  if (argumentsText === undefined) return [];
  return [{ tool, argumentsText, at: time, grant, firstDecision: decision }];
}

/** Arguments as a person reads them; as they were written where that would lose something. */
export function laidOut(argumentsText: string): string {
  try {
    const value: unknown = JSON.parse(argumentsText);
    return JSON.stringify(value) === argumentsText ? JSON.stringify(value, null, 2) : argumentsText;
  } catch {
    return argumentsText;
  }
}
