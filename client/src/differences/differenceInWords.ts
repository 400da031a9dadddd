import { counted } from "../../../server/src/policy/words/plain/plural";
import { riskOrder } from "../../../server/src/policy/words/plain/reviewOrder";
import { windowInWords } from "../../../server/src/policy/words/plain/windowInWords";
import type { DifferenceResult, DifferentCall } from "../../../server/src/protocol/difference";

type Range = NonNullable<DifferentCall["range"]>;

/** One line of the list of what two texts decide differently. */
export interface DifferenceLine {
  readonly section: "Newly allowed" | "Newly denied" | "Limits" | "Hidden and shown" | "Not known";
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** The call that shows it; undefined where there is none to make. */
  readonly call?: { readonly tool: string; readonly arguments: object };
  /** The text that decides it now. */
  readonly range?: Range;
}

/** The difference as lines, in the order in which a reviewer wants them: what opens first, the riskiest on top. */
export function differenceLines(found: DifferenceResult): readonly DifferenceLine[] {
  const calls = (section: "Newly allowed" | "Newly denied", all: readonly DifferentCall[]): readonly DifferenceLine[] =>
    [...all]
      .sort((a, b) => riskOrder.indexOf(a.risk) - riskOrder.indexOf(b.risk))
      .map(({ tool, arguments: args, unlisted, risk, range }) => ({
        section,
        label: unlisted ? "Every tool that neither text names" : tool,
        description: unlisted ? "" : riskInWords(risk),
        detail: `${unlisted ? `for example ${tool} ` : "for example "}${JSON.stringify(args)}`,
        call: { tool, arguments: args },
        ...(range !== null && { range }),
      }));
  return [
    ...calls("Newly allowed", found.newlyAllowed),
    ...found.limits.map(({ tool, counter, window, change, before, after, range }) => ({
      section: "Limits" as const,
      label: tool ?? "All tools",
      description: change,
      detail: `${counter}: ${before ?? "no limit"} → ${after ?? "no limit"} ${windowInWords(window)}`,
      ...(range !== null && { range }),
    })),
    ...calls("Newly denied", found.newlyDenied),
    ...found.visibility.map(({ tool, change, risk, range }) => ({
      section: "Hidden and shown" as const,
      label: tool,
      description: riskInWords(risk),
      detail: change === "hidden" ? "Agents no longer see it in the list" : "Agents see it in the list now",
      ...(range !== null && { range }),
    })),
    ...found.unknown.map(({ tool, why, range }) => ({
      section: "Not known" as const,
      label: tool === "*" ? "The policy as a whole" : tool,
      description: "",
      detail: why,
      ...(range !== null && { range }),
    })),
  ];
}

/** One sentence: "2 calls newly allowed since HEAD". `since` is where the older text comes from. */
export function differenceSentence(found: DifferenceResult, since: string): string {
  if (found.refused !== null) return `Not compared with ${since}`;
  const looser = found.limits.filter(({ change }) => change === "looser").length;
  const parts = [
    ...(found.newlyAllowed.length > 0 ? [`${counted(found.newlyAllowed.length, "call")} newly allowed`] : []),
    ...(looser > 0 ? [`${counted(looser, "limit")} looser`] : []),
    ...(found.unknown.length > 0 ? [`${counted(found.unknown.length, "tool")} not known`] : []),
  ];
  if (parts.length > 0) return `${parts.join(", ")} since ${since}`;
  const denied = found.newlyDenied.length;
  return denied > 0 ? `${counted(denied, "call")} newly denied since ${since}` : `Nothing newly allowed since ${since}`;
}

/** Whether more may be called than before, or it could not be told. */
export function opensMore({ newlyAllowed, limits, unknown }: DifferenceResult): boolean {
  return newlyAllowed.length > 0 || unknown.length > 0 || limits.some(({ change }) => change === "looser");
}

function riskInWords(risk: string): string {
  return risk === "Unknown" ? "risk not known" : `${risk} risk`;
}
