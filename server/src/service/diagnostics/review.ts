import type { PolicyProblem } from "../../policy/problems/policyProblem";
import { KeptWith } from "../../policy/text/keptWith";
import type { Severity } from "../../policy/text/problem";
import { checkRules, type PlacedFinding } from "../../rules/engine/checkRules";
import type { Environment } from "../environment";
import type { Settings } from "../settings";
import type { Snapshot } from "../snapshot";

/** A rule's finding as a person sees it. */
export interface ShownFinding {
  readonly kind: "finding";
  readonly finding: PlacedFinding;
  /** As set, else the rule's own. */
  readonly severity: Severity;
}

/** A problem of the text, or what a rule says. */
export type ReviewItem = { readonly kind: "problem"; readonly problem: PolicyProblem } | ShownFinding;

/**
 * All that there is to say about one version of a document under these settings, in the order of the text. The problems of
 * the text are a bounded list, unless all are given.
 */
export function review(
  snapshot: Snapshot,
  environment: Environment,
  given: readonly PolicyProblem[] = snapshot.problems,
): readonly ReviewItem[] {
  const findings = shownFindings(snapshot, environment);
  // A rule that is off replaces its problems all the same: who wants no word on an old field wants no other one either.
  const replaced = new Set(
    findingsOf(snapshot, environment).flatMap((finding) =>
      (finding.replaces ?? []).map((code) => keyOf(code, finding.span.start)),
    ),
  );
  const problems = given
    .filter(({ code, span }) => replaced.size === 0 || !replaced.has(keyOf(code, span.start)))
    .map((problem) => ({ kind: "problem", problem }) as const);
  return [...problems, ...findings].sort((a, b) => startOf(a) - startOf(b));
}

const kept = new KeptWith<
  Snapshot,
  { readonly environment: Environment; readonly findings: readonly PlacedFinding[] }
>();

/** What the rules find, whatever the settings; found once per version. */
export function findingsOf(snapshot: Snapshot, environment: Environment): readonly PlacedFinding[] {
  if (snapshot.foreign !== undefined || snapshot.isOversized) return [];
  const known = kept.get(snapshot);
  if (known?.environment.catalogue === environment.catalogue) return known.findings;
  const { document, policy, problems } = snapshot;
  const findings = checkRules({ document, policy, problems, catalogue: environment.catalogue });
  kept.set(snapshot, { environment, findings });
  return findings;
}

/** What the rules find, without what a person has silenced. */
function shownFindings(snapshot: Snapshot, environment: Environment): readonly ShownFinding[] {
  return findingsOf(snapshot, environment).flatMap((finding) => {
    const severity = severityOf(finding, environment.settings);
    return severity === "off" ? [] : [{ kind: "finding", finding, severity } as const];
  });
}

/** How bad a problem or a shown finding is. */
export function severityOfItem(item: ReviewItem): Severity {
  return item.kind === "problem" ? item.problem.severity : item.severity;
}

/** How bad a finding is, as a person has set it. */
export function severityOf(
  { rule, tool }: Pick<PlacedFinding, "rule" | "tool">,
  { rules, silenced }: Settings,
): Severity | "off" {
  if (tool !== undefined && (silenced.get(rule.code)?.has(tool) || silenced.get("*")?.has(tool))) return "off";
  return rules.get(rule.code) ?? rule.severity;
}

/** Where an item begins. */
export function startOf(item: ReviewItem): number {
  return item.kind === "problem" ? item.problem.span.start : item.finding.span.start;
}

function keyOf(code: string, start: number): string {
  return `${start} ${code}`;
}
