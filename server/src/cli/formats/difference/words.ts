import { grouped } from "../../../policy/words/plain/grouped";
import { riskOrder } from "../../../policy/words/plain/reviewOrder";
import { windowInWords } from "../../../policy/words/plain/windowInWords";
import type { DifferenceResult, DifferentCall } from "../../../protocol/difference";

/** `delete_file {"path":"a"}`; arguments are shown as they could be given to `simulate --args`. */
export function callInWords({ tool, arguments: args, unlisted }: DifferentCall): string {
  const call = `${tool} ${JSON.stringify(args)}`;
  return unlisted ? `${call} (a name for every tool that neither policy names)` : call;
}

/** `ssh_execute: rate looser, 10 → 20 a minute`. */
export function limitInWords({
  tool,
  counter,
  window,
  change,
  before,
  after,
}: DifferenceResult["limits"][number]): string {
  return `${tool ?? "all tools"}: ${counter} ${change}, ${many(before)} → ${many(after)} ${windowInWords(window)}`;
}

function many(max: number | null): string {
  return max === null ? "no limit" : grouped(max);
}

/** `ssh_execute: more than 50,000 states`; a policy that is refused is not known as a whole. */
export function unknownInWords({ tool, why }: DifferenceResult["unknown"][number]): string {
  return tool === "*" ? why : `${tool}: ${why}`;
}

/** `ssh_execute: hidden now, agents do not see it in the list`. */
export function visibilityInWords({ tool, change }: DifferenceResult["visibility"][number]): string {
  return change === "hidden" ? `${tool}: hidden now, agents no longer see it` : `${tool}: shown now, agents see it`;
}

/** ` · High risk · line 7`: what a reviewer wants to know of a line, as far as it has it. */
export function aboutInWords({ risk, range }: Partial<Pick<DifferentCall, "risk" | "range">>): string {
  const parts = [
    ...(risk === undefined ? [] : [`${risk} risk`]),
    ...(range === undefined || range === null ? [] : [`line ${range.start.line + 1}`]),
  ];
  return parts.map((part) => ` · ${part}`).join("");
}

/** What is risky comes first. */
export function byRisk<Entry extends { readonly risk: string }>(entries: readonly Entry[]): readonly Entry[] {
  return [...entries].sort((a, b) => riskOrder.indexOf(a.risk) - riskOrder.indexOf(b.risk));
}
