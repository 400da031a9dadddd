import { maximumProblems } from "../../policy/problems/validate";
import { type Severity, severities } from "../../policy/text/problem";
import { grouped } from "../../policy/words/plain/grouped";
import { type ReviewItem, severityOfItem } from "./review";

/** Maximum number of items to show of one file: editors are slow with long lists. */
const mostItems = maximumProblems;

/** The items that are shown, the most severe ones, in the order of the text; and one that says how many are not. */
export function shownItems(items: readonly ReviewItem[]): readonly ReviewItem[] {
  const notices = items.filter(isNotice);
  if (items.length - notices.length <= mostItems) return items;
  const shown = new Set(notices);
  for (const severity of severities)
    for (const item of items)
      if (shown.size - notices.length < mostItems && severityOfItem(item) === severity) shown.add(item);
  const hidden = items.filter((item) => !shown.has(item));
  const [first] = hidden;
  if (first === undefined) return items;
  const counts = severities.flatMap((severity) => {
    const count = hidden.filter((item) => severityOfItem(item) === severity).length;
    return count === 0 ? [] : [`${severity} ${grouped(count)}`];
  });
  const message = `${grouped(hidden.length)} more diagnostics of this file are not shown (${counts.join(", ")}). Fix some of those that are shown first.`;
  const span = first.kind === "problem" ? first.problem.span : first.finding.span;
  return [
    ...items.filter((item) => shown.has(item)),
    { kind: "problem", problem: { code: "too-many-problems", severity: worstOf(hidden), message, span } },
  ];
}

/** Whether it says that validation has left problems out. */
function isNotice(item: ReviewItem): boolean {
  return item.kind === "problem" && item.problem.code === "too-many-problems";
}

function worstOf(items: readonly ReviewItem[]): Severity {
  return severities.find((severity) => items.some((item) => severityOfItem(item) === severity)) ?? "information";
}
