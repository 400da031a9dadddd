import type { PageState } from "./messages";

/** What is in a decision's place while there is none: nobody decides while the policy is closed, or nobody answers. */
export function withoutDecision({ notice }: Pick<PageState, "notice">): string {
  return notice === null || notice.action === null ? "Deciding…" : "Not decided";
}
