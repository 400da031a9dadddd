import type { Diagnostic, Range, TextEdit } from "vscode-languageserver-types";
import type { SimulateParams } from "./simulation";

/** Request: the tests in a file. Needs no open document. `PolicyTestsParams` → `PolicyTestsResult`. */
export const policyTestsRequest = "mcpPolicy/policyTests";

export interface PolicyTestsParams {
  /** Address of the test file. */
  readonly uri: string;
  readonly text: string;
}

export interface PolicyTestsResult {
  readonly tests: readonly PolicyTestEntry[];
  /** Addresses where the policy may lie, best first; the first that exists is meant. */
  readonly policies: readonly string[];
  /** Sentences on the file, with their places; with any of them that is an error the tests are not run. */
  readonly problems: readonly Diagnostic[];
}

export interface PolicyTestEntry {
  /** Not unique: two tests of one file may have one name. */
  readonly name: string;
  /** The object that is the test, in the test file. */
  readonly range: Range;
  /** How many calls it makes, repetitions included. */
  readonly calls: number;
}

/** Request: runs tests. `RunPolicyTestsParams` → `RunPolicyTestsResult`. Long runs can be cancelled. */
export const runPolicyTestsRequest = "mcpPolicy/runPolicyTests";

export interface RunPolicyTestsParams extends PolicyTestsParams {
  readonly policy: { readonly uri: string; readonly text: string };
  /** Indices into the tests of the file; absent = all. */
  readonly tests?: readonly number[];
  /** Whether to say what the tests have seen of the policy; it costs time. */
  readonly wantsCoverage?: boolean;
}

export interface RunPolicyTestsResult {
  /** One for each test that was asked for, in that order; fewer when the run was cancelled. */
  readonly results: readonly PolicyTestResult[];
  /** Empty unless it was asked for. */
  readonly coverage: PolicyCoverage;
  /** The errors for which the gateway would refuse the policy. The results stand for what still has a meaning. */
  readonly policyProblems: readonly Diagnostic[];
  /** Why nothing was run, in a sentence; null when it was: a broken test file, a policy of another product. */
  readonly notRun: string | null;
}

export interface PolicyTestResult {
  /** Index into the tests of the file. */
  readonly test: number;
  readonly failures: readonly PolicyTestFailure[];
}

export interface PolicyTestFailure {
  readonly tool: string;
  /** Which of the call's repetitions failed first, from 1, and how many there are. */
  readonly repetition: number;
  readonly repeat: number;
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
  /** What is expected, in the test file. */
  readonly range: Range;
  /** The text of the policy that decided; null where none did. */
  readonly policyRange: Range | null;
  /** Edits of the test file that make the test expect the present decision. None when repetitions alternate too often. */
  readonly accept: readonly TextEdit[];
}

/** What tests have seen of a policy; ranges are the policy's. Results of several files add up by range. */
export interface PolicyCoverage {
  readonly branches: readonly CoveredBranch[];
  readonly tools: readonly CoveredTool[];
  /** Calls whose decisions are not known: they have seen nothing. */
  readonly notKnown: number;
}

/** A predicate or a limit. Covered when it was seen to pass and to fail, as far as it can do both. */
export interface CoveredBranch {
  /** null for a limit of `all_tools`. */
  readonly tool: string | null;
  readonly list: "require" | "deny_if" | "limits";
  /** What it says, in words. */
  readonly words: string;
  readonly range: Range;
  readonly canPass: boolean;
  readonly canFail: boolean;
  readonly passed: number;
  readonly failed: number;
}

export interface CoveredTool {
  readonly tool: string;
  /** The key under `tools`. */
  readonly range: Range;
  readonly called: number;
}

/** Request: calls and their present decisions as a test. `SaveAsTestParams` → `SaveAsTestResult`. */
export const saveAsTestRequest = "mcpPolicy/saveAsTest";

export interface SaveAsTestParams extends SimulateParams {
  readonly name: string;
  /** The test is to expect that every call is denied, whatever is decided now; absent: what is decided now. */
  readonly expect?: "deny";
  /** The test file as it is; absent for a new one. */
  readonly testFile?: PolicyTestsParams;
}

export interface SaveAsTestResult {
  /** Address of the test file when none was given: beside the policy, named after it. */
  readonly uri: string;
  /** The whole text of the test file, with the new test at its end. */
  readonly text: string;
  /** Where the new test is in that text. */
  readonly range: Range;
  /** Why it could not be written, in a sentence; null when it was. The file is not to be touched then. */
  readonly refused: string | null;
}
