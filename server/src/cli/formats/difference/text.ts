import type { Difference } from "../../../reach/difference";
import { painter, shown } from "../../terminal";
import { callInWords, limitInWords, visibilityInWords } from "./words";

/** The difference for a person at a terminal. */
export function differenceText(found: Difference, before: string, after: string): string {
  const paint = painter("out");
  const section = (heading: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [paint("bold", heading), ...lines.map((line) => `  ${shown(line)}`), ""];
  const sections = [
    ...section(`${paint("red", "+")} Newly allowed`, found.newlyAllowed.map(callInWords)),
    ...section(`${paint("green", "-")} Newly denied`, found.newlyDenied.map(callInWords)),
    ...section("Limits", found.limits.map(limitInWords)),
    ...section("Hidden and shown", found.visibility.map(visibilityInWords)),
    ...section(
      "? Not known",
      found.unknown.map(({ tool, why }) => `${tool}: ${why}`),
    ),
  ];
  const summary =
    found.newlyAllowed.length === 0 && found.unknown.length === 0
      ? "No call is newly allowed."
      : `${found.newlyAllowed.length} newly allowed, ${found.newlyDenied.length} newly denied, ${found.unknown.length} not known, one call each.`;
  return [`${shown(before)} → ${shown(after)}`, "", ...sections, summary].join("\n");
}
