import { refusedInWords } from "../../../policy/words/plain/errorsInWords";
import { pathFrom } from "../../reportRoot";
import { workflowCommand } from "../workflowCommand";
import {
  callInWords,
  isRefused,
  isTooLittle,
  percentInWords,
  placeOf,
  type TestedFile,
  type TestedPolicy,
  type TestRun,
} from "./tested";
import { unseenOf } from "./unseen";

/** Commands of a GitHub workflow: what failed at the lines of the tests, what no test has seen at those of the policy. */
export function github(run: TestRun): string {
  return [
    ...run.files.flatMap((file) => fileCommands(file, run.root)),
    ...run.policies.flatMap((policy) => policyCommands(policy, run)),
  ].join("");
}

function fileCommands(file: TestedFile, root: string): string[] {
  const path = pathFrom(root, file.path);
  if (!("results" in file)) {
    const { problem, place } = file;
    return [workflowCommand({ kind: "error", file: path, ...place, title: "policy test", message: problem })];
  }
  const failed = file.results.flatMap(({ test, failures }) =>
    failures.map((failure) =>
      workflowCommand({
        kind: "error",
        file: path,
        ...placeOf(file, failure),
        title: test.name,
        message: `${callInWords(failure)}: ${failure.message}`,
      }),
    ),
  );
  const noted = file.notes.map(({ words, place }) =>
    workflowCommand({ kind: "warning", file: path, ...place, title: "policy test", message: words }),
  );
  return [...failed, ...noted];
}

function policyCommands(policy: TestedPolicy, { minCoverage, showsUnseen, root }: TestRun): string[] {
  const file = pathFrom(root, policy.path);
  const commands: string[] = [];
  if (isRefused(policy)) {
    const message = refusedInWords("this policy", "check says why.");
    commands.push(workflowCommand({ kind: "error", file, title: "policy test", message }));
  }
  if (isTooLittle(policy, minCoverage)) {
    const message = `The tests cover ${percentInWords(policy)} of this policy, less than ${minCoverage?.text} %.`;
    commands.push(workflowCommand({ kind: "error", file, title: "coverage", message }));
  }
  if (showsUnseen)
    for (const { words, line, column } of unseenOf(policy))
      commands.push(workflowCommand({ kind: "warning", file, line, column, title: "coverage", message: words }));
  return commands;
}
