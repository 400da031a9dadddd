import { pathFrom } from "../../reportRoot";
import { placeAt, type TestedPolicy, type TestRun } from "./tested";

/** As geninfo writes it: two branches for each predicate and limit, and the lines where they and the tools stand. */
export function lcov({ policies, root }: TestRun): string {
  return policies.flatMap((policy) => recordOf(policy, pathFrom(root, policy.path))).join("\n");
}

function recordOf(policy: TestedPolicy, path: string): string[] {
  const { branches, tools } = policy.counter;
  const lineOf = (start: number): number => placeAt(policy.snapshot, start).line;
  // genhtml takes a line once, wants one for every branch, and no branch as reached whose line is not.
  const hits = new Map<number, number>();
  const hit = (line: number, count: number): void => void hits.set(line, Math.max(hits.get(line) ?? 0, count));
  for (const { span, called } of tools) hit(lineOf(span.start), called);
  for (const { span, passed, failed } of branches) hit(lineOf(span.start), passed + failed);
  const outcomes = branches.flatMap(({ span, canPass, canFail, passed, failed }, block) => {
    const line = lineOf(span.start);
    return [
      ...(canPass ? [{ line, block, branch: 0, count: passed }] : []),
      ...(canFail ? [{ line, block, branch: 1, count: failed }] : []),
    ];
  });
  const lines = [...hits].sort(([a], [b]) => a - b);
  return [
    "TN:",
    // The format knows no way to write a line end.
    `SF:${path.replace(/\p{Cc}/gu, "\uFFFD")}`,
    ...outcomes.map(
      ({ line, block, branch, count }) => `BRDA:${line},${block},${branch},${hits.get(line) === 0 ? "-" : count}`,
    ),
    `BRF:${outcomes.length}`,
    `BRH:${outcomes.filter(({ count }) => count > 0).length}`,
    ...lines.map(([line, count]) => `DA:${line},${count}`),
    `LF:${lines.length}`,
    `LH:${lines.filter(([, count]) => count > 0).length}`,
    "end_of_record",
  ];
}
