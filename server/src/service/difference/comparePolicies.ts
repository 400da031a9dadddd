import type { ToolCatalogue } from "../../catalogue/catalogue";
import type { Difference } from "../../reach/difference";
import { isPolicy, type Snapshot } from "../snapshot";

/** Why two texts were not compared, in a sentence; the rest is empty then. */
export interface Comparison extends Difference {
  readonly refused?: string;
}

const nothing: Difference = { newlyAllowed: [], newlyDenied: [], limits: [], visibility: [], unknown: [] };

/**
 * What a policy lets through that another did not, and the other way round, for tools of the policies and of a
 * catalogue. By a policy that the gateway would refuse nothing is known.
 */
export async function comparePolicies(
  before: Snapshot,
  after: Snapshot,
  catalogue: ToolCatalogue,
): Promise<Comparison> {
  for (const [snapshot, which] of [
    [before, "old"],
    [after, "new"],
  ] as const) {
    const refused = whyRefused(snapshot, which);
    if (refused !== undefined) return { ...nothing, unknown: [{ tool: "*", why: refused }], refused };
  }
  // Loaded here alone: the automata are a large part of the program, and a session that does not compare goes without.
  const { difference } = await import("../../reach/difference");
  const names = catalogue.tools.map(({ name }) => name);
  return difference(before.policy, after.policy, (tool) => catalogue.find(tool)?.inputSchema, names);
}

function whyRefused(snapshot: Snapshot, which: "old" | "new"): string | undefined {
  if (!isPolicy(snapshot)) return `The ${which} text is not a policy that can be read.`;
  const isRefused = snapshot.problems.some(({ severity }) => severity === "error");
  return isRefused ? `The gateway would refuse the ${which} policy: fix its errors first.` : undefined;
}
