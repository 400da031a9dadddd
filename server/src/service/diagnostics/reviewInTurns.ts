import { lookInSlices } from "../../rules/engine/lookInSlices";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";

/** Whether the rules have looked at all but what can be looked at in one go: `review` costs little then. */
export function isReviewed(
  { document, problems, foreign, isOversized }: Snapshot,
  { catalogue }: Environment,
): boolean {
  if (foreign !== undefined || isOversized) return true;
  return lookInSlices({ document, catalogue, problems }).next().done === true;
}

/**
 * Has the rules look at what is new to them, so that `review` costs little afterwards. Between two slices others have their
 * turn, who also say whether to go on: not when the text has changed meanwhile, for instance. False when it was given up.
 */
export async function reviewInTurns(
  { document, problems, foreign, isOversized }: Snapshot,
  { catalogue }: Environment,
  othersTurn: () => Promise<boolean>,
): Promise<boolean> {
  if (foreign !== undefined || isOversized) return true;
  for (const _ of lookInSlices({ document, catalogue, problems })) if (!(await othersTurn())) return false;
  return true;
}
