import type { Policy } from "../../policy/model/policy";
import type { Problem } from "../../policy/text/problem";
import { grouped } from "../../policy/words/plain/grouped";
import type { SimulatedCall } from "../../protocol/simulation";

/** More calls in one request would keep every other request waiting. */
const mostCalls = 10_000;

/** So many conditions are looked at for one request: 50 for each of the most calls. */
const mostChecks = 500_000;

/** A limit is looked at again under each other reading, and its counter is kept: it counts as so many conditions. */
const checksPerLimit = 5;

/** The calls that are simulated; where those are not all, a problem that says so. */
export function simulatedCalls(
  policy: Policy,
  calls: readonly SimulatedCall[],
): { readonly taken: readonly SimulatedCall[]; readonly problems: readonly Problem[] } {
  const overAll = checksPerLimit * policy.allToolsLimits.value.length;
  const ofTool = new Map<unknown, number>();
  let checks = 0;
  let count = 0;
  for (const call of calls.slice(0, mostCalls)) {
    let own = ofTool.get(call?.tool);
    if (own === undefined) {
      own = checksOf(policy, call?.tool);
      ofTool.set(call?.tool, own);
    }
    checks += own + overAll;
    // One call is always decided.
    if (checks > mostChecks && count > 0) break;
    count++;
  }
  if (count === calls.length) return { taken: calls, problems: [] };
  const why =
    count === mostCalls
      ? ""
      : ` Their conditions and limits are as many as one request looks at: ${grouped(mostChecks)} conditions, and a limit counts as ${checksPerLimit}.`;
  const message = `Only the first ${count} calls were simulated.${why} Send the others in a request of their own.`;
  return {
    taken: calls.slice(0, count),
    problems: [{ code: "too-many-calls", severity: "information", message, span: { start: 0, end: 0 } }],
  };
}

function checksOf(policy: Policy, tool: string): number {
  const rules = policy.tools.get(tool)?.value;
  if (rules === undefined) return 0;
  let count = checksPerLimit * rules.limits.length;
  for (const { conditions } of [...rules.require, ...rules.denyIf]) count += 1 + conditions.length;
  return count;
}
