import { type MassResult, type MassRun, tasks } from "./mass";

/** What the tasks took, as rows: wall clock, processor time of all threads, and memory. */
export function massRows({ runs, calls, policies, megabytes }: MassResult): readonly (readonly string[])[] {
  const named = {
    replay: `\`replay\` of ${calls.toLocaleString("en")} calls (${Math.round(megabytes).toLocaleString("en")} MB)`,
    test: `\`test\` with ${calls.toLocaleString("en")} calls`,
    check: `\`check\` of ${policies.toLocaleString("en")} policies`,
  };
  return tasks.map((task) => [named[task], ...cells(runs[task].ours), ...cells(runs[task].before)]);
}

function cells(run: MassRun | undefined): readonly string[] {
  if (run === undefined) return ["", "", ""];
  return [run.seconds.toFixed(1), run.cpuSeconds.toFixed(1), String(Math.round(run.peakMegabytes))];
}
