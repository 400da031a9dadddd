import type { TestResult } from "../../../policyTests/runPolicyTests";
import { asJson } from "../../terminal";
import { errorsOf, percentOf, placeOf, type RunFile, type TestedFile, type TestRun } from "./tested";
import { unseenOf } from "./unseen";

/** All that is known, for programs; lines and columns from 1. */
export function json({ files, policies }: TestRun): string {
  const report = {
    files: files.map(fileReport),
    policies: policies.map((policy) => ({
      file: policy.path,
      errors: errorsOf(policy),
      coverage: percentOf(policy),
      notKnown: policy.counter.notKnown,
      unseen: unseenOf(policy).map(({ words, line, column }) => ({ message: words, line, column })),
    })),
  };
  return asJson(report);
}

function fileReport(file: TestedFile): object {
  if (!("results" in file)) return { file: file.path, problem: file.problem, ...file.place };
  const tests = file.results.map((result) => testReport(file, result));
  const notes = file.notes.map(({ words, place }) => ({ message: words, ...place }));
  return { file: file.path, policy: file.policy, tests, notes };
}

function testReport(file: RunFile, { test, failures }: TestResult): object {
  return {
    name: test.name,
    passed: failures.length === 0,
    failures: failures.map((failure) => ({
      tool: failure.call.tool,
      repetition: failure.repetition,
      message: failure.message,
      ...placeOf(file, failure),
    })),
  };
}
