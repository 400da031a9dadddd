import { type JudgedGoal, ratio } from "./goal";
import type { MassResult, MassRun } from "./mass";
import type { Results } from "./results";
import { median } from "./statistics";

function cpuRatio([few, many]: readonly MassRun[]): number | undefined {
  return ratio(many?.cpuSeconds, few?.cpuSeconds);
}

/** The goals of issue 16 about deciding and checking in bulk; of most there is nothing to compare without the commit before. */
export function massGoals({ deciding, mass, hasBefore }: Results): readonly JudgedGoal[] {
  const goal = (
    id: string,
    goal: string,
    measured: number | undefined,
    wants: JudgedGoal["wants"],
    target: number,
    unit: JudgedGoal["unit"] = "×",
  ): JudgedGoal => ({ id, goal, measured, unit, remark: "", target, wants });
  const faster = ({ ours, before }: MassResult["runs"]["replay"], by: keyof MassRun) => ratio(before?.[by], ours[by]);
  const { replay, test, check } = mass.runs;
  const million = `${(mass.calls / 1e6).toLocaleString("en")} million calls`;
  const memory = goal(
    "replay-memory",
    `memory of \`replay\` of ${million}`,
    replay.ours.peakMegabytes,
    "at most",
    150,
    "MB",
  );
  const long = (id: string, name: string, runs: readonly MassRun[]) => [
    goal(id, `${name}, 20,000`, runs[1]?.seconds, "at most", 1, "s"),
    goal(`${id}-growth`, `${name}, processor time, 20,000 / 5,000`, cpuRatio(runs), "at most", 4.4),
  ];
  const always = [
    memory,
    ...long("fix-all", "fixing all old tools", mass.long.fix),
    ...long("hide", "checking names in `hide`", mass.long.hide),
  ];
  if (!hasBefore) return always;
  const rate = (before: readonly number[], ours: readonly number[]) => ratio(median(ours), median(before));
  return [
    goal(
      "decide-before",
      "decisions a second without trace, ours / before",
      rate(deciding.before, deciding.ours),
      "at least",
      3,
    ),
    goal(
      "decide-traced-before",
      "decisions a second with trace, ours / before",
      rate(deciding.beforeTraced, deciding.oursTraced),
      "at least",
      3,
    ),
    goal(
      "replay-before",
      `\`replay\` of ${million}, calls a second, ours / before`,
      faster(replay, "seconds"),
      "at least",
      4,
    ),
    ...always,
    goal(
      "test-before",
      `\`test\` of ${million}, calls a second, ours / before`,
      faster(test, "seconds"),
      "at least",
      4,
    ),
    goal(
      "check-before",
      `\`check\` of ${mass.policies.toLocaleString("en")} policies of 200 tools, time, ours / before`,
      ratio(check.ours.seconds, check.before?.seconds),
      "at most",
      0.4,
    ),
  ];
}
