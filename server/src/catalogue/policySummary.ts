import type { Policy, Refusal } from "../policy/model/policy";
import { counted } from "../policy/words/plain/plural";
import type { ToolCatalogue } from "./catalogue";
import { effectiveState } from "./effectiveState";

/** What a policy does with all tools that it can be about: the catalogue's, and those that only the policy names. */
export interface PolicySummary {
  readonly tools: number;
  readonly allowed: number;
  readonly limited: number;
  readonly conditional: number;
  readonly hidden: number;
  readonly denied: number;
  /** Tools of High or Critical risk that are called without any limit or condition. */
  readonly highRiskOpen: readonly string[];
}

/** Counts the tools by what the policy does with them. */
export function summarisePolicy(policy: Policy, catalogue: ToolCatalogue): PolicySummary {
  const counts = { allowed: 0, limited: 0, conditional: 0, hidden: 0, denied: 0 };
  const highRiskOpen: string[] = [];
  const names = toolNames(policy, catalogue);
  for (const name of names) {
    const { kind } = effectiveState(policy, name);
    counts[kind]++;
    const risk = catalogue.find(name)?.risk;
    if (kind === "allowed" && (risk === "High" || risk === "Critical")) highRiskOpen.push(name);
  }
  return { tools: names.size, ...counts, highRiskOpen };
}

/** The catalogue's tools, then those that only the policy names; neither "*" nor an empty name is a tool. */
function toolNames(policy: Policy, catalogue: ToolCatalogue): ReadonlySet<string> {
  const names = new Set(catalogue.tools.map(({ name }) => name));
  for (const name of policy.tools.keys()) if (name !== "") names.add(name);
  for (const name of policy.hide.keys()) if (name !== "" && name !== "*") names.add(name);
  return names;
}

/**
 * The counts as a line, without those that are 0: "180 tools: 4 allowed · 1 hidden · 175 denied — 1 high-risk tool open".
 * Of a policy that the gateway would refuse it says so first. Holds no text of the policy.
 */
export function summaryInWords(summary: PolicySummary, refusal?: Refusal): string {
  const words = countsInWords(summary);
  return refusal === undefined
    ? words
    : `Not known: the gateway would refuse this policy (${errorsIn(refusal)}) — as written, ${words}`;
}

function errorsIn({ errors }: Refusal): string {
  return counted(errors, "error");
}

function countsInWords(summary: PolicySummary): string {
  const { tools, highRiskOpen } = summary;
  const parts = (["allowed", "limited", "conditional", "hidden", "denied"] as const)
    .filter((kind) => summary[kind] > 0)
    .map((kind) => `${summary[kind]} ${kind}`);
  const open = highRiskOpen.length;
  const all = `${counted(tools, "tool")}${parts.length === 0 ? "" : `: ${parts.join(" · ")}`}`;
  return open === 0 ? all : `${all} — ${counted(open, "high-risk tool")} open`;
}
