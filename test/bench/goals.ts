import { firstGoals } from "./firstGoals";
import type { JudgedGoal } from "./goal";
import { serversGoals } from "./importedServers";
import { massGoals } from "./massGoals";
import { openingGoals } from "./openingGoals";
import type { Results } from "./results";

/** All goals, with what this run measured. */
export function judge(results: Results): readonly JudgedGoal[] {
  return [...firstGoals(results), ...openingGoals(results), ...massGoals(results), ...serversGoals(results.servers)];
}
