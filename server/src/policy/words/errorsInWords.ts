import type { Policy } from "../model/policy";
import type { Problem } from "../text/problem";
import { deadPatternsInWords, refusedInWords } from "./plain/errorsInWords";

/**
 * What a policy's errors mean for the gateway, for everything that decides by it; without a full stop, and undefined
 * without errors. A pattern that does not compile makes its condition false, and the rest is decided (spec §2).
 */
export function errorsInWords(
  subject: string,
  { refusal }: Pick<Policy, "refusal">,
  problems: readonly Problem[],
): string | undefined {
  if (refusal !== undefined) return refusedInWords(subject, refusal.errors);
  const patterns = problems.filter(({ severity }) => severity === "error").length;
  return patterns === 0 ? undefined : deadPatternsInWords(subject, patterns);
}
