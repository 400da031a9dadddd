/** Part 5: servers that were imported, beside the bundled one. */
import type { JudgedGoal } from "./goal";
import type { ServersAnswer, ServersQuestion } from "./serversWorker";
import { median, p95 } from "./statistics";
import { Worker } from "./worker";

const question: ServersQuestion = { servers: 50, toolsOfEach: 100, classified: 4_500, imported: 1_083 };

/** How often everything is asked, in a process of its own every time. */
const rounds = 5;

/** Seconds that one answer may take. */
const patience = 60;

/** One answer of each round. */
export type ServersResult = readonly ServersAnswer[];

/** Measures the servers in fresh processes. */
export async function measureServers(): Promise<ServersResult> {
  const answers: ServersAnswer[] = [];
  for (let round = 0; round < rounds; round++) {
    const worker = new Worker<ServersQuestion, ServersAnswer>("serversWorker.js");
    try {
      answers.push(await worker.ask(question, patience));
    } finally {
      worker.stop();
    }
  }
  return answers;
}

/** The goals about imported servers. */
export function serversGoals(answers: ServersResult): readonly JudgedGoal[] {
  const of = (id: string, goal: string, measured: number | undefined, target: number): JudgedGoal => ({
    id,
    goal: `${goal}, processor time`,
    measured,
    unit: "ms",
    remark: "",
    target,
    wants: "under",
  });
  const half = (pick: (answer: ServersAnswer) => number) => median(answers.map(pick));
  return [
    of(
      "servers-read",
      "reading 50 servers with 5,000 tools before the first completion",
      half(({ read }) => read),
      30,
    ),
    of(
      "servers-completion",
      "completion of a tool name beside 50 servers with 5,000 tools, p95",
      p95(answers.flatMap(({ completions }) => completions)),
      10,
    ),
    of(
      "servers-classify",
      "classifying 4,500 tools",
      half(({ classified }) => classified),
      250,
    ),
    of(
      "servers-import",
      "import of 1,083 tools after the server has answered",
      half(({ imported }) => imported),
      1000,
    ),
  ];
}
