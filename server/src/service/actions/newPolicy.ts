import type { Risk } from "../../catalogue/catalogue";
import { type PlannedPolicy, type PlannedTool, type PolicyPlan, planPolicy } from "../../catalogue/newPolicy";
import { summarisePolicy, summaryInWords } from "../../catalogue/policySummary";
import { codeSpan, plainMarkdown } from "../../policy/words/plain/markdown";
import type { NewPolicyParams, NewPolicyResult } from "../../protocol/newPolicy";
import type { Environment } from "../environment";
import { snapshotOf } from "../snapshot";

/** Writes a new policy, and a page that says for each tool what is written for it, and why. */
export function newPolicy(params: NewPolicyParams, { catalogue }: Environment): NewPolicyResult {
  const plan = planOf(params);
  if (plan === undefined) return { text: "", inWords: "", reasons: "" };
  const planned = planPolicy(plan, catalogue);
  const text = `${JSON.stringify(planned.policy, undefined, 2)}\n`;
  const inWords = summaryInWords(summarisePolicy(snapshotOf(text).policy, catalogue));
  return { text, inWords, reasons: reasonsPage(plan, planned, inWords, catalogue.serverName) };
}

const ceilings: readonly Risk[] = ["Low", "Medium", "High"];

function planOf({ plan, ceiling }: NewPolicyParams): PolicyPlan | undefined {
  if (plan === "deny-all" || plan === "read-only") return { kind: plan };
  const known = ceilings.find((each) => each === ceiling);
  return plan === "risk-ceiling" && known !== undefined ? { kind: plan, ceiling: known } : undefined;
}

/** The page: one list for each group of tools. */
function reasonsPage(plan: PolicyPlan, { tools }: PlannedPolicy, inWords: string, serverName: string): string {
  const groups = new Map<string, PlannedTool[]>();
  for (const planned of tools) {
    const { group } = planned.tool;
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [planned]);
    else members.push(planned);
  }
  const lists = [...groups].map(([group, members]) => {
    const title = plainMarkdown(group, longestLine);
    return [`## ${title === "" ? "Other tools" : title}`, "", ...members.map(inList)].join("\n");
  });
  const server = plainMarkdown(serverName, longestLine);
  return [
    `# ${titleOf(plan)}`,
    `${inWords}${server === "" ? "" : `, by the catalogue of ${server}`}.`,
    "This page is not part of the policy: JSON has no comments.",
    ...lists,
    "",
  ].join("\n\n");
}

const longestLine = 160;

/** A list fits into any width; a table of five columns is cut off beside an editor. */
function inList({ tool, rule, reason }: PlannedTool): string {
  const summary = plainMarkdown(tool.summary, longestLine);
  const lines = [
    `- ${codeSpan(tool.name)} · ${tool.risk} risk · **${rule}**`,
    reason,
    ...(summary === "" ? [] : [summary]),
  ];
  // Two spaces end a line within an item.
  return lines.join("  \n  ");
}

function titleOf(plan: PolicyPlan): string {
  switch (plan.kind) {
    case "deny-all":
      return "A policy that denies every tool";
    case "read-only":
      return "A policy that allows tools that only read";
    case "risk-ceiling":
      return `A policy that allows tools up to ${plan.ceiling} risk`;
  }
}
