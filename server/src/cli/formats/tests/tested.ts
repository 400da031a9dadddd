import { type CoverageCounter, coverageCount } from "../../../policyTests/coverage";
import type { Failure, TestResult } from "../../../policyTests/runPolicyTests";
import type { Snapshot } from "../../../service/snapshot";
import { isLess, type Percent } from "../../percent";

/** A run of test files, and what it was asked for. */
export interface TestRun {
  readonly files: readonly TestedFile[];
  /** The policies that they are about, each once. */
  readonly policies: readonly TestedPolicy[];
  /** The share that the tests have to see of each policy. */
  readonly minCoverage: Percent | undefined;
  /** Whether a report for people lists what no test has seen: when that was asked for, or when it is too much. */
  readonly showsUnseen: boolean;
  /** The folder that paths are relative to where a forge or a coverage service reads them. */
  readonly root: string;
}

/** A test file whose tests were made. */
export interface RunFile {
  readonly path: string;
  /** The text of the file, for its lines. */
  readonly text: Snapshot;
  /** Path of the policy that it is about. */
  readonly policy: string;
  readonly results: readonly TestResult[];
  /** What there is to say of its tests, whatever was decided. */
  readonly notes: readonly TestNote[];
}

/** What there is to say of a test, such as that a tool is probably misspelt. */
export interface TestNote {
  readonly words: string;
  readonly place: Place;
}

/** A test file whose tests could not be made, and why. */
export interface BrokenFile {
  readonly path: string;
  readonly problem: string;
  /** Where in the file it is; undefined: it is not in the file. */
  readonly place: Place | undefined;
}

export type TestedFile = RunFile | BrokenFile;

/** What is known of one policy when all of its tests have run. */
export interface TestedPolicy {
  readonly path: string;
  readonly snapshot: Snapshot;
  readonly counter: CoverageCounter;
}

/** A format: a run as one text. */
export type TestFormat = (run: TestRun) => string;

/** A place in a text, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The place of an offset. */
export function placeAt({ textDocument }: Snapshot, offset: number): Place {
  const { line, character } = textDocument.positionAt(offset);
  return { line: line + 1, column: character + 1 };
}

/** Where a test says what did not come out: at the expectation. */
export function placeOf({ text }: RunFile, { call }: Failure): Place {
  return placeAt(text, (call.expect ?? call).span.start);
}

/** The call that was decided otherwise, in words. */
export function callInWords({ call, repetition }: Failure): string {
  return call.repeat > 1 ? `${call.tool}, call ${repetition} of ${call.repeat}` : call.tool;
}

/** How much of a policy the tests have seen, in percent. */
export function percentOf({ counter }: TestedPolicy): number {
  const { covered, all } = coverageCount(counter);
  return (covered * 100) / all;
}

/** The share in words. Never rounded up: what is too little must not look like enough. */
export function percentInWords({ counter }: TestedPolicy): string {
  const { covered, all } = coverageCount(counter);
  return `${(Math.floor((covered * 1000) / all) / 10).toFixed(1)} %`;
}

/** How many errors a policy has. */
export function errorsOf({ snapshot }: TestedPolicy): number {
  return snapshot.problems.filter(({ severity }) => severity === "error").length;
}

/** Whether the gateway would refuse a policy: what it decides then is not known. */
export function isRefused({ snapshot }: TestedPolicy): boolean {
  return snapshot.policy.refusal !== undefined;
}

/** Whether the tests have seen less of a policy than they have to. */
export function isTooLittle({ counter }: TestedPolicy, minCoverage: Percent | undefined): boolean {
  return minCoverage !== undefined && isLess(coverageCount(counter), minCoverage);
}
