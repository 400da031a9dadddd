import { longSizes, longTasks, type MassResult, type MassRun, tasks } from "./mass";

/** What the tasks took, as rows: wall clock, processor time of all threads, and memory. */
export function massRows({ runs, long, calls, policies, megabytes }: MassResult): readonly (readonly string[])[] {
  const named = {
    replay: `\`replay\` of ${calls.toLocaleString("en")} calls (${Math.round(megabytes).toLocaleString("en")} MB)`,
    test: `\`test\` with ${calls.toLocaleString("en")} calls`,
    check: `\`check\` of ${policies.toLocaleString("en")} policies`,
  };
  const longNamed = { fix: "`check --fix` of old tools", hide: "`check` of names in `hide`" };
  return [
    ...tasks.map((task) => [named[task], ...cells(runs[task].ours), ...cells(runs[task].before)]),
    ...longTasks.flatMap((task) =>
      longSizes.map((size, index) => [
        `${longNamed[task]}: ${size.toLocaleString("en")}`,
        ...cells(long[task][index]),
        ...cells(undefined),
      ]),
    ),
  ];
}

function cells(run: MassRun | undefined): readonly string[] {
  if (run === undefined) return ["", "", ""];
  return [run.seconds.toFixed(1), run.cpuSeconds.toFixed(1), String(Math.round(run.peakMegabytes))];
}
