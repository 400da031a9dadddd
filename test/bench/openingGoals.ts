import { statSync } from "node:fs";
import { atSize, inTime, type JudgedGoal, ratio } from "./goal";
import type { Results } from "./results";
import { median, p95 } from "./statistics";

/** The goals of issue 16 about opening, completing and editing. */
export function openingGoals({ editing, compute, hasBefore }: Results): readonly JudgedGoal[] {
  const times = (id: string, goal: string, measured: number | undefined, target: number): JudgedGoal => ({
    id,
    goal,
    measured,
    unit: "×",
    remark: "",
    target,
    wants: "at most",
  });
  const named = (tools: number) => tools.toLocaleString("en");
  const opened = [180, 10_000, 100_000].map((tools) => {
    const at = atSize(compute, tools);
    const measured = at && ratio(inTime(at.ours, median(at.ours.problems)), median(at.json.problems));
    return times(
      `opened-${tools}`,
      `first problems of ${named(tools)} tools when opened, before the rules look at them in slices, ours / the JSON server's analysis`,
      measured,
      0.5,
    );
  });
  const isNode24 = Number(process.versions.node.split(".")[0]) >= 24;
  const started = [4, 180, 1_000].map((tools) => {
    const at = atSize(editing, tools);
    const measured = at && ratio(inTime(at.ours, median(at.ours.start)), median(at.jsonBundled.start));
    const goal = `process start → first diagnostics of ${named(tools)} tools, ours / the JSON server as one file`;
    return times(`started-${tools}`, goal, measured, isNode24 ? 0.7 : 0.85);
  });
  const remembered = [10_000, 100_000].map((tools) => {
    const at = atSize(editing, tools);
    const resident = (samples: NonNullable<typeof at>["ours"] | undefined) =>
      median(samples?.openedMemory.map((memory) => memory.resident) ?? []);
    const goal = `resident memory with ${named(tools)} tools just opened, ours / the JSON server`;
    return times(
      `remembered-${tools}`,
      goal,
      at && inTime(at.ours, ratio(resident(at.ours), resident(at.jsonPull))),
      0.9,
    );
  });
  const completed = [4, 180].map((tools) => {
    const at = atSize(editing, tools);
    const measured = at && ratio(inTime(at.ours, median(at.ours.completion)), median(at.jsonPull.completion));
    return times(
      `completed-${tools}`,
      `completion in a policy of ${named(tools)} tools, ours / the JSON server`,
      measured,
      1.5,
    );
  });
  const answered = [4, 180].map((tools): JudgedGoal => {
    const measured = atSize(editing, tools)?.ours.completionKilobytes;
    const goal = `size of a list of completions in a policy of ${named(tools)} tools`;
    return { id: `answered-${tools}`, goal, measured, unit: "kB", remark: "", target: 40, wants: "at most" };
  });
  const letter: JudgedGoal = {
    id: "letter-12",
    goal: "a letter of a half-typed tool name → completion list at 10,000 tools, p95",
    measured: p95(atSize(editing, 10_000)?.ours.letter ?? []),
    unit: "ms",
    remark: "",
    target: 12,
    wants: "at most",
  };
  const commas = [10_000, 100_000].map((tools) => {
    const at = atSize(editing, tools);
    const measured = at && ratio(inTime(at.ours, median(at.ours.structureEdit)), median(at.before.structureEdit));
    return times(
      `comma-${tools}`,
      `a comma taken away and put back at ${named(tools)} tools, ours / before`,
      measured,
      0.1,
    );
  });
  const edits = editing.map(({ tools, ours, before }) =>
    times(
      `edit-${tools}`,
      `keystroke → diagnostics at ${named(tools)} tools, ours / before`,
      ratio(inTime(ours, median(ours.edit)), median(before.edit)),
      1.1,
    ),
  );
  const packed = megabytesOf("mcp-policy-author.vsix");
  const size: JudgedGoal = {
    id: "vsix",
    goal: "the packed extension",
    measured: packed && packed * 1_000,
    unit: "kB",
    remark: "",
    target: 700,
    wants: "at most",
  };
  return [
    ...opened,
    ...started,
    ...remembered,
    ...completed,
    ...answered,
    letter,
    ...(hasBefore ? [...edits, ...commas] : []),
    // Packing is no part of a run.
    ...(packed === undefined ? [] : [size]),
  ];
}

function megabytesOf(file: string): number | undefined {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  return size === undefined ? undefined : size / 1e6;
}
