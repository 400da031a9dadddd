import { counted } from "../../../policy/words/plain/plural";
import { painter, type Stream, shown } from "../../terminal";
import { callInWords, percentInWords, placeOf, type RunFile, type TestedPolicy, type TestRun } from "./tested";
import { unseenOf } from "./unseen";

/** For people: the calls that were decided otherwise, and what no test has seen if that is to be shown. */
export function text({ files, policies, showsUnseen }: TestRun): string {
  const lines = files.flatMap((file) => ("results" in file ? failureLines(file, "out") : []));
  return [...lines, ...(showsUnseen ? policies.flatMap(coverageLines) : [])].join("\n");
}

/** The calls of a file that were decided otherwise, for a stream. */
export function failureLines(file: RunFile, stream: Stream): string[] {
  const paint = painter(stream);
  return file.results.flatMap(({ test, failures }) =>
    failures.flatMap((failure) => {
      const { line, column } = placeOf(file, failure);
      const where = `${shown(file.path)}:${line}:${column}`;
      return [
        `${paint("red", "FAIL")} ${where}: ${shown(test.name)}: ${shown(callInWords(failure))}`,
        `  ${shown(failure.message)}`,
      ];
    }),
  );
}

/** Calls that have seen nothing, because their decisions are not known. */
function notKnownIn({ counter: { notKnown } }: TestedPolicy): string {
  return notKnown === 0 ? "" : `; ${counted(notKnown, "call")} not known`;
}

function coverageLines(policy: TestedPolicy): string[] {
  const path = shown(policy.path);
  return [
    `${path}: ${percentInWords(policy)} covered${notKnownIn(policy)}`,
    ...unseenOf(policy).map(({ line, column, words }) => `  ${path}:${line}:${column}: ${shown(words)}`),
  ];
}
