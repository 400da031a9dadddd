import type { ToolCatalogue } from "../../catalogue/catalogue";
import { decideSequence } from "../../policy/decide/decideSequence";
import type { DifferenceParams, DifferenceResult, DifferentCall } from "../../protocol/difference";
import type { ChangedCall, Difference } from "../../reach/difference";
import { withReading } from "../config/withReading";
import type { Environment } from "../environment";
import { rangeOf, type Snapshot, snapshotOf } from "../snapshot";
import { type Comparison, comparePolicies } from "./comparePolicies";

/** Compares the open policy with a text that it had, or that another file has. */
export async function policyDifference(
  after: Snapshot,
  { catalogue, assumptions }: Environment,
  { text }: DifferenceParams,
): Promise<DifferenceResult> {
  const before = withReading(snapshotOf(text, after.uri, after), assumptions);
  return inNewPolicy(await comparePolicies(before, after, catalogue), after, catalogue);
}

/** A comparison with the risk of each tool, and the lines of the new policy that make the difference. */
export function inNewPolicy(
  { newlyAllowed, newlyDenied, limits, visibility, unknown, refused }: Comparison,
  after: Snapshot,
  catalogue: ToolCatalogue,
): DifferenceResult {
  const risk = (tool: string | null): string => (tool === null ? "Unknown" : (catalogue.find(tool)?.risk ?? "Unknown"));
  const range = (tool: string | null) => rangeOfTool(after, tool);
  return {
    refused: refused ?? null,
    newlyAllowed: newlyAllowed.map((call) => shownCall(after, call, risk(call.tool))),
    newlyDenied: newlyDenied.map((call) => shownCall(after, call, risk(call.tool))),
    limits: limits.map((limit) => ({ ...limit, range: range(limit.tool) })),
    visibility: visibility.map((change) => ({
      ...change,
      risk: risk(change.tool),
      range: rangeOfHidden(after, change),
    })),
    unknown: unknown.map((each) => ({ ...each, range: range(each.tool) })),
  };
}

function shownCall(after: Snapshot, { tool, arguments: args, unlisted }: ChangedCall, risk: string): DifferentCall {
  const call = { tool, arguments: args, grant: "default", at: 0 };
  const span = decideSequence(after.policy, [call], { trace: false })[0]?.span ?? null;
  return { tool, arguments: args, unlisted, risk, range: span === null ? null : rangeOf(after, span) };
}

/** The tool's member in the new text; null when it has none. */
function rangeOfTool(after: Snapshot, tool: string | null): DifferentCall["range"] {
  const rules = tool === null ? undefined : after.policy.tools.get(tool);
  if (rules === undefined) return null;
  const { start, end } = rules.value.span;
  return rangeOf(after, { start: rules.offset + start, end: rules.offset + end });
}

function rangeOfHidden(after: Snapshot, { tool }: Difference["visibility"][number]): DifferentCall["range"] {
  const span = after.policy.hide.get(tool) ?? after.policy.hide.get("*");
  return span === undefined ? rangeOfTool(after, tool) : rangeOf(after, span);
}
