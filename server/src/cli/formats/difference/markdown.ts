import { codeSpan } from "../../../policy/words/plain/markdown";
import type { Difference } from "../../../reach/difference";
import { callInWords, limitInWords, visibilityInWords } from "./words";

/** The difference as a comment for a pull request. Names and arguments are code, so that nothing in them is markup. */
export function differenceMarkdown(found: Difference): string {
  const section = (heading: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [`#### ${heading}`, "", ...lines.map((line) => `- ${codeSpan(line)}`), ""];
  const sections = [
    ...section("Newly allowed", found.newlyAllowed.map(callInWords)),
    ...section("Newly denied", found.newlyDenied.map(callInWords)),
    ...section("Limits", found.limits.map(limitInWords)),
    ...section("Hidden and shown", found.visibility.map(visibilityInWords)),
    ...section(
      "Not known",
      found.unknown.map(({ tool, why }) => `${tool}: ${why}`),
    ),
  ];
  const isUnchanged = sections.length === 0;
  return ["### What the policy lets through", "", ...(isUnchanged ? ["Nothing changes."] : sections)].join("\n");
}
