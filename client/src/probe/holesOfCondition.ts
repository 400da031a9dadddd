import type { Position, Range } from "vscode-languageserver-types";
import type { ProbeResult } from "../../../server/src/protocol/probe";

/** What gets past one condition; what concerns the policy as a whole is left out. */
export function holesOfCondition(found: ProbeResult, condition: Range): ProbeResult {
  const isAbout = (range: Range): boolean =>
    !isBefore(range.end, condition.start) && !isBefore(condition.end, range.start);
  return {
    ...found,
    tools: found.tools.map((tool) => ({ ...tool, holes: tool.holes.filter(({ range }) => isAbout(range)) })),
    policy: [],
  };
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
