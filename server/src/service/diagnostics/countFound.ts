import { allProblems } from "../../policy/problems/validate";
import type { Environment } from "../environment";
import type { Snapshot } from "../snapshot";
import { review } from "./review";

/** How many problems and findings a document has under these settings, also those that a bounded list leaves out. */
export function countFound(snapshot: Snapshot, environment: Environment): number {
  const isJudged = snapshot.foreign === undefined && !snapshot.isOversized;
  return review(snapshot, environment, isJudged ? allProblems(snapshot.document) : snapshot.problems).length;
}
