import * as l10n from "@vscode/l10n";
import { oneLine } from "../../../server/src/policy/words/plain/oneLine";
import type { MutantsResult, PolicyMutant } from "../../../server/src/protocol/mutants";
import { counted } from "../shared/words/counted";
import { grouped } from "../shared/words/grouped";

/** Longer arguments are cut: a message shows a line of them. */
const longestCall = 500;

/** What stands at a mutant that no test notices: the call that a test should make. */
export function survivorSentence({ edit, call: { tool, arguments: args, repeat } }: PolicyMutant): string {
  const call = oneLine(`${tool} ${JSON.stringify(args)}`, longestCall);
  const often = repeat === 1 ? "" : l10n.t` ${repeat} times`;
  const denied = repeat === 1 ? l10n.t("the policy denies it") : l10n.t("the policy denies the last one");
  return l10n.t`Not noticed by any test: ${oneLine(edit, longestCall)}. A test should call ${call}${often}: ${denied}, and the weaker one allows it.`;
}

/** What has become of all mutants, without a full stop. */
export function mutantsSentence({ mutants, notKnown }: Pick<MutantsResult, "mutants" | "notKnown">): string {
  const survived = mutants.filter(({ killedBy }) => killedBy === null).length;
  const unknown = notKnown.length === 0 ? "" : l10n.t`, ${grouped(notKnown.length)} not known`;
  if (mutants.length === 0) return l10n.t`Nothing in the policy could be weakened by a step${unknown}`;
  return survived === 0
    ? l10n.t`${counted(mutants.length, "mutant")}, all noticed by tests${unknown}`
    : l10n.t`${grouped(survived)} of ${counted(mutants.length, "mutant")} not noticed by any test${unknown}`;
}
