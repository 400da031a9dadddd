import * as l10n from "@vscode/l10n";
import { riskOrder } from "../../../server/src/policy/words/plain/reviewOrder";
import type { DifferenceResult, DifferentCall } from "../../../server/src/protocol/difference";
import { counted } from "../shared/words/counted";
import { perWindow } from "../shared/words/perWindow";
import { riskInWords } from "../shared/words/riskWords";

type Range = NonNullable<DifferentCall["range"]>;

/** One line of the list of what two texts decide differently. */
export interface DifferenceLine {
  /** The heading that it is below. */
  readonly section: string;
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
  const calls = (section: string, all: readonly DifferentCall[]): readonly DifferenceLine[] =>
    [...all]
      .sort((a, b) => riskOrder.indexOf(a.risk) - riskOrder.indexOf(b.risk))
      .map(({ tool, arguments: args, unlisted, risk, range }) => ({
        section,
        label: unlisted ? l10n.t("Every tool that neither text names") : tool,
        description: unlisted ? "" : knownRisk(risk),
        detail: `${unlisted ? l10n.t`for example ${tool} ` : l10n.t("for example ")}${JSON.stringify(args)}`,
        call: { tool, arguments: args },
        ...(range !== null && { range }),
      }));
  return [
    ...calls(l10n.t("Newly allowed"), found.newlyAllowed),
    ...found.limits.map(({ tool, counter, window, change, before, after, range }) => ({
      section: l10n.t("Limits"),
      label: tool ?? l10n.t("All tools"),
      description: change === "looser" ? l10n.t("looser") : l10n.t("tighter"),
      detail: `${counter}: ${before ?? l10n.t("no limit")} → ${after ?? l10n.t("no limit")} ${perWindow(window)}`,
      ...(range !== null && { range }),
    })),
    ...calls(l10n.t("Newly denied"), found.newlyDenied),
    ...found.visibility.map(({ tool, change, risk, range }) => ({
      section: l10n.t("Hidden and shown"),
      label: tool,
      description: knownRisk(risk),
      detail:
        change === "hidden" ? l10n.t("Agents no longer see it in the list") : l10n.t("Agents see it in the list now"),
      ...(range !== null && { range }),
    })),
    ...found.unknown.map(({ tool, why, range }) => ({
      section: l10n.t("Not known"),
      label: tool === "*" ? l10n.t("The policy as a whole") : tool,
      description: "",
      detail: why,
      ...(range !== null && { range }),
    })),
  ];
}

/** One sentence: "2 calls newly allowed since HEAD". `since` is where the older text comes from. */
export function differenceSentence(found: DifferenceResult, since: string): string {
  if (found.refused !== null) return l10n.t`Not compared with ${since}`;
  const looser = found.limits.filter(({ change }) => change === "looser").length;
  const parts = [
    ...(found.newlyAllowed.length > 0 ? [l10n.t`${counted(found.newlyAllowed.length, "call")} newly allowed`] : []),
    ...(looser > 0 ? [l10n.t`${counted(looser, "limit")} looser`] : []),
    ...(found.unknown.length > 0 ? [l10n.t`${counted(found.unknown.length, "tool")} not known`] : []),
  ];
  if (parts.length > 0) return l10n.t`${parts.join(", ")} since ${since}`;
  const denied = found.newlyDenied.length;
  return denied > 0
    ? l10n.t`${counted(denied, "call")} newly denied since ${since}`
    : l10n.t`Nothing newly allowed since ${since}`;
}

function knownRisk(risk: string): string {
  return risk === "Unknown" ? l10n.t("risk not known") : riskInWords(risk);
}
