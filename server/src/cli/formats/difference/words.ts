import { windowInWords } from "../../../policy/words/plain/windowInWords";
import type { ChangedCall, Difference } from "../../../reach/difference";

/** `delete_file {"path":"a"}`; arguments are shown as they could be given to `simulate --args`. */
export function callInWords({ tool, arguments: args, unlisted }: ChangedCall): string {
  const call = `${tool} ${JSON.stringify(args)}`;
  return unlisted ? `${call} (a name for every tool that neither policy names)` : call;
}

/** `ssh_execute: rate looser, 10 → 20 a minute`. */
export function limitInWords({ tool, counter, window, change, before, after }: Difference["limits"][number]): string {
  return `${tool ?? "all tools"}: ${counter} ${change}, ${before ?? "no limit"} → ${after ?? "no limit"} ${windowInWords(window)}`;
}

/** `ssh_execute: hidden now, agents do not see it in the list`. */
export function visibilityInWords({ tool, change }: Difference["visibility"][number]): string {
  return change === "hidden" ? `${tool}: hidden now, agents no longer see it` : `${tool}: shown now, agents see it`;
}
