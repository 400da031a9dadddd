import { type Node, parseTree } from "jsonc-parser";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Assumptions } from "../../policy/model/assumptions";
import type { Problem } from "../../policy/text/problem";
import { acceptDecision } from "../../policyTests/acceptDecision";
import { CoverageCounter } from "../../policyTests/coverage";
import { readPolicyTests } from "../../policyTests/readPolicyTests";
import { type Failure, stepPolicyTest } from "../../policyTests/runPolicyTests";
import type {
  PolicyCoverage,
  PolicyTestFailure,
  PolicyTestResult,
  RunPolicyTestsParams,
  RunPolicyTestsResult,
} from "../../protocol/policyTests";
import { withReading } from "../config/withReading";
import { diagnosticOf } from "../diagnostics/problemDiagnostics";
import { rangeOf, type Snapshot, takeSnapshot } from "../snapshot";
import { whyUndecided } from "./openTestFile";
import { TextPlaces } from "./textPlaces";
import { type IsCancelled, Turns } from "./turns";

/** Runs tests of a file against a policy. A cancelled run says what it has found so far. */
export async function runTests(
  { uri, text, policy, tests: wanted, wantsCoverage }: RunPolicyTestsParams,
  isCancelled: IsCancelled = () => false,
  assumptions?: Partial<Assumptions>,
): Promise<RunPolicyTestsResult> {
  const document = TextDocument.create(policy.uri, "mcp-policy", 0, policy.text);
  const snapshot = withReading(takeSnapshot(document), assumptions);
  const file = readPolicyTests(text);
  const [problem] = file.problems.filter(({ severity }) => severity === "error");
  const notRun = whyUndecided(snapshot) ?? problem?.message;
  if (notRun !== undefined) return { ...nothingRun, notRun };
  const places = new TextPlaces(uri, text);
  const root = parseTree(text);
  const coverage = wantsCoverage === true ? new CoverageCounter(snapshot.policy) : undefined;
  const results: PolicyTestResult[] = [];
  const politely = new Turns(isCancelled);
  for (const index of wanted ?? file.tests.keys()) {
    const test = file.tests[index];
    if (test === undefined) continue;
    const finished = await politely.finish(stepPolicyTest(snapshot.policy, test, coverage));
    if (finished === undefined) break;
    results.push({
      test: index,
      failures: finished.result.failures.map((each) => failureOf(each, text, root, places, snapshot)),
    });
  }
  return {
    results,
    coverage: coverage === undefined ? nothingRun.coverage : coverageOf(coverage, snapshot),
    policyProblems: refusingProblems(snapshot).map((each) => diagnosticOf(snapshot, each)),
    notRun: null,
  };
}

/** Without patterns alone, which the gateway takes: their conditions never hold, and the rest is decided (spec §2). */
function refusingProblems({ policy, problems }: Snapshot): readonly Problem[] {
  return policy.refusal === undefined ? [] : problems.filter(({ severity }) => severity === "error");
}

const nothingRun: Omit<RunPolicyTestsResult, "notRun"> = {
  results: [],
  coverage: { branches: [], tools: [], notKnown: 0 },
  policyProblems: [],
};

function failureOf(
  failure: Failure,
  text: string,
  root: Node | undefined,
  places: TextPlaces,
  snapshot: Snapshot,
): PolicyTestFailure {
  const { call, repetition, message, expected, actual, decision } = failure;
  return {
    tool: call.tool,
    repetition,
    repeat: call.repeat,
    message,
    expected,
    actual,
    range: places.range((call.expect ?? call).span),
    policyRange: decision.span === null ? null : rangeOf(snapshot, decision.span),
    accept: places.edits(acceptDecision(text, root, failure)),
  };
}

function coverageOf({ branches, tools, notKnown }: CoverageCounter, snapshot: Snapshot): PolicyCoverage {
  return {
    branches: branches.map(({ span, ...branch }) => ({ ...branch, range: rangeOf(snapshot, span) })),
    tools: tools.map(({ span, ...tool }) => ({ ...tool, range: rangeOf(snapshot, span) })),
    notKnown,
  };
}
