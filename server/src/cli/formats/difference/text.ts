import { grouped } from "../../../policy/words/plain/grouped";
import type { DifferenceResult } from "../../../protocol/difference";
import { painter, shown } from "../../terminal";
import { aboutInWords, byRisk, callInWords, limitInWords, unknownInWords, visibilityInWords } from "./words";

const many = (calls: readonly unknown[]): string => grouped(calls.length);

/** The difference for a person at a terminal. */
export function differenceText(found: DifferenceResult, before: string, after: string): string {
  const paint = painter("out");
  const section = <Entry extends object>(
    heading: string,
    entries: readonly Entry[],
    inWords: (entry: Entry) => string,
  ): string[] =>
    entries.length === 0
      ? []
      : [paint("bold", heading), ...entries.map((entry) => `  ${shown(inWords(entry))}${aboutInWords(entry)}`), ""];
  const sections = [
    ...section(`${paint("red", "+")} Newly allowed`, byRisk(found.newlyAllowed), callInWords),
    ...section(`${paint("green", "-")} Newly denied`, byRisk(found.newlyDenied), callInWords),
    ...section("Limits", found.limits, limitInWords),
    ...section("Hidden and shown", byRisk(found.visibility), visibilityInWords),
    ...section("? Not known", found.unknown, unknownInWords),
  ];
  const summary =
    found.newlyAllowed.length === 0 && found.unknown.length === 0
      ? "No call is newly allowed."
      : `${many(found.newlyAllowed)} newly allowed, ${many(found.newlyDenied)} newly denied, ${many(found.unknown)} not known, one call each.`;
  return [`${shown(before)} → ${shown(after)}`, "", ...sections, summary].join("\n");
}
