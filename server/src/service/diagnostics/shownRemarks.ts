import { maximumProblems } from "../../policy/problems/validate";
import { type Severity, severities } from "../../policy/text/problem";
import type { Remark } from "./review";

/** So many remarks of one file are shown: editors choke on long lists, and nobody reads them. */
const mostRemarks = maximumProblems;

/** The remarks that are shown, the most severe ones, in the order of the text; and one that says how many are not. */
export function shownRemarks(remarks: readonly Remark[]): readonly Remark[] {
  const notices = remarks.filter(isNotice);
  if (remarks.length - notices.length <= mostRemarks) return remarks;
  const shown = new Set(notices);
  for (const severity of severities)
    for (const remark of remarks)
      if (shown.size - notices.length < mostRemarks && severityOf(remark) === severity) shown.add(remark);
  const hidden = remarks.filter((remark) => !shown.has(remark));
  const [first] = hidden;
  if (first === undefined) return remarks;
  const counts = severities.flatMap((severity) => {
    const count = hidden.filter((remark) => severityOf(remark) === severity).length;
    return count === 0 ? [] : [`${severity} ${count.toLocaleString("en")}`];
  });
  const message = `${hidden.length.toLocaleString("en")} more diagnostics of this file are not shown (${counts.join(", ")}). Fix some of those that are shown first.`;
  const span = first.kind === "problem" ? first.problem.span : first.finding.span;
  return [
    ...remarks.filter((remark) => shown.has(remark)),
    { kind: "problem", problem: { code: "too-many-problems", severity: worstOf(hidden), message, span } },
  ];
}

/** Whether it says that validation has left problems out. */
function isNotice(remark: Remark): boolean {
  return remark.kind === "problem" && remark.problem.code === "too-many-problems";
}

function worstOf(remarks: readonly Remark[]): Severity {
  return severities.find((severity) => remarks.some((remark) => severityOf(remark) === severity)) ?? "information";
}

function severityOf(remark: Remark): Severity {
  return remark.kind === "problem" ? remark.problem.severity : remark.severity;
}
