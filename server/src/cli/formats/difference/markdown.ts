import { grouped } from "../../../policy/words/plain/grouped";
import { codeSpan } from "../../../policy/words/plain/markdown";
import type { DifferenceResult } from "../../../protocol/difference";
import { aboutInWords, byRisk, callInWords, limitInWords, unknownInWords, visibilityInWords } from "./words";

/** A comment of GitHub has at most 65,536 characters, and a line here at most some 170. */
const mostLines = 70;

/** The difference as a comment for a pull request. Names and arguments are code, so that nothing in them is markup. */
export function differenceMarkdown(found: DifferenceResult, name: string): string {
  const section = <Entry extends object>(
    heading: string,
    entries: readonly Entry[],
    inWords: (entry: Entry) => string,
  ): string[] =>
    entries.length === 0
      ? []
      : [
          `#### ${heading}`,
          "",
          ...entries.slice(0, mostLines).map((entry) => `- ${codeSpan(inWords(entry))}${aboutInWords(entry)}`),
          ...(entries.length > mostLines ? [`- and ${grouped(entries.length - mostLines)} more`] : []),
          "",
        ];
  const sections = [
    ...section("Newly allowed", byRisk(found.newlyAllowed), callInWords),
    ...section("Newly denied", byRisk(found.newlyDenied), callInWords),
    ...section("Limits", found.limits, limitInWords),
    ...section("Hidden and shown", byRisk(found.visibility), visibilityInWords),
    ...section("Not known", found.unknown, unknownInWords),
  ];
  const isUnchanged = sections.length === 0;
  return [`### What ${codeSpan(name)} lets through`, "", ...(isUnchanged ? ["Nothing changes."] : sections)].join("\n");
}
