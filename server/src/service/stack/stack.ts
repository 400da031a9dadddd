import type { ToolCatalogue } from "../../catalogue/catalogue";
import { effectiveState, stateInWords } from "../../catalogue/effectiveState";
import type { Policy } from "../../policy/model/policy";
import { riskOrder, stateOrder } from "../../policy/words/plain/reviewOrder";
import { outsideText } from "../../risk/outsideText";

/** A policy, and where it is. */
export interface StackPolicy {
  readonly path: string;
  readonly policy: Policy;
}

/** A server with the policies that are about it. */
export interface StackServer<Known extends StackPolicy = StackPolicy> {
  readonly name: string;
  readonly catalogue: ToolCatalogue;
  readonly policies: readonly Known[];
}

/** One tool of a server under one policy; without any policy nothing stops its calls. */
export interface StackTool {
  readonly server: string;
  /** null where no policy is about the server. */
  readonly policy: string | null;
  readonly tool: string;
  readonly risk: string;
  readonly category: string;
  readonly state: (typeof stateOrder)[number];
  /** Untrusted. */
  readonly stateInWords: string;
}

/** A tool that reads what outsiders write, and one that sends out: both can be called. */
export interface StackPair {
  readonly reads: { readonly server: string; readonly tool: string; readonly what: string };
  readonly sends: { readonly server: string; readonly tool: string; readonly what: string };
}

/** Everything that agents can call, over all servers and policies. */
export interface Stack {
  /** What is open and dangerous first. */
  readonly tools: readonly StackTool[];
  readonly pairs: readonly StackPair[];
  /** How many pairs there are; not all are listed. */
  readonly pairCount: number;
  /** What there is to say beside, such as a policy whose server is not clear. */
  readonly notes?: readonly string[];
}

/** More pairs are counted only. */
const mostPairs = 50;

/** Joins servers and policies to one list. @param lookedIn where policies were looked for, if not everywhere */
export function stackOf(servers: readonly StackServer[], lookedIn?: string): Stack {
  const tools: StackTool[] = [];
  const reading: StackPair["reads"][] = [];
  const sending: StackPair["sends"][] = [];
  // A tool is no pair with itself.
  let both = 0;
  const uncovered: Row = {
    policy: null,
    state: "not covered",
    stateInWords: `no policy ${lookedIn === undefined ? "" : `in ${lookedIn} `}is about this server`,
  };
  for (const { name: server, catalogue, policies } of servers) {
    for (const { path, policy } of policies)
      for (const tool of unlistedTools(policy, catalogue)) {
        const row = under(path, policy, tool);
        if (!isClosed(row)) tools.push({ server, tool, risk: "Unknown", category: "Unknown", ...row });
      }
    for (const tool of catalogue.tools) {
      const { name, risk, category } = tool;
      const rows = policies.length === 0 ? [uncovered] : policies.map(({ path, policy }) => under(path, policy, name));
      for (const row of rows) tools.push({ server, tool: name, risk, category, ...row });
      if (rows.every(isClosed)) continue;
      const { reads, sends } = outsideText(tool);
      if (reads !== undefined) reading.push({ server, tool: name, what: reads });
      if (reads !== undefined && sends !== undefined) both += 1;
      if (sends !== undefined) sending.push({ server, tool: name, what: sends });
    }
  }
  return {
    tools: tools.sort(
      (a, b) =>
        stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state) ||
        riskOrder.indexOf(a.risk) - riskOrder.indexOf(b.risk) ||
        (`${a.server} ${a.tool}` < `${b.server} ${b.tool}` ? -1 : 1),
    ),
    pairs: pairsOf(reading, sending),
    pairCount: reading.length * sending.length - both,
  };
}

type Row = Pick<StackTool, "policy" | "state" | "stateInWords">;

/** Tools that a policy names and no catalogue lists: an agent may call them all the same. */
function unlistedTools({ tools, hide }: Policy, catalogue: ToolCatalogue): string[] {
  const named = new Set([...tools.keys(), ...hide.keys()]);
  return [...named].filter((name) => name !== "" && name !== "*" && catalogue.find(name) === undefined);
}

function isClosed({ state }: Row): boolean {
  return state === "denied" || state === "hidden";
}

function under(path: string, policy: Policy, name: string): Row {
  if (policy.refusal !== undefined)
    return { policy: path, state: "unknown", stateInWords: `not known: the gateway would refuse ${path}` };
  const state = effectiveState(policy, name);
  return {
    policy: path,
    state: state.kind === "conditional" ? "guarded" : state.kind,
    stateInWords: stateInWords(state),
  };
}

function pairsOf(reading: readonly StackPair["reads"][], sending: readonly StackPair["sends"][]): StackPair[] {
  const pairs: StackPair[] = [];
  for (const reads of reading)
    for (const sends of sending) {
      if (pairs.length >= mostPairs) return pairs;
      if (reads.server !== sends.server || reads.tool !== sends.tool) pairs.push({ reads, sends });
    }
  return pairs;
}
