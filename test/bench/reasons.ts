import type { GoalId } from "./goals";

/** Why a goal is missed, as a sentence for the report; written by whoever has looked where the time goes. */
export const reasons: Partial<Readonly<Record<GoalId, string>>> = {};
