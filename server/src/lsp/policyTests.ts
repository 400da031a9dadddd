import type { Connection } from "vscode-languageserver";
import { listTests } from "../service/policyTests/listTests";
import { runTests } from "../service/policyTests/runTests";
import { saveAsTest } from "../service/policyTests/saveAsTest";
import {
  type PolicyTestsParams,
  type PolicyTestsResult,
  policyTestsRequest,
  type RunPolicyTestsParams,
  type RunPolicyTestsResult,
  runPolicyTestsRequest,
  type SaveAsTestParams,
  type SaveAsTestResult,
  saveAsTestRequest,
} from "../wire";
import { guard, type Log } from "./guard";
import type { About } from "./readingAids";

/** Binds what is asked about policy tests. Their texts come with the request, so that no file needs to be open. */
export function bindPolicyTests(connection: Connection, about: About, log: Log): void {
  connection.onRequest(
    policyTestsRequest,
    guard<PolicyTestsParams, PolicyTestsResult>(
      log,
      policyTestsRequest,
      { tests: [], policies: [], problems: [] },
      listTests,
    ),
  );
  connection.onRequest(
    runPolicyTestsRequest,
    guard<RunPolicyTestsParams, RunPolicyTestsResult>(
      log,
      runPolicyTestsRequest,
      {
        results: [],
        coverage: { branches: [], tools: [] },
        policyProblems: [],
        notRun: "The tests could not be run. The log of the language server says why.",
      },
      (parameters, token) => runTests(parameters, () => token?.isCancellationRequested === true),
    ),
  );
  connection.onRequest(
    saveAsTestRequest,
    about<SaveAsTestParams, SaveAsTestResult>(
      saveAsTestRequest,
      { uri: "", text: "", range: nowhere, refused: "The policy is not open, or the language server failed." },
      (current, known, parameters) => saveAsTest(current, parameters, known),
    ),
  );
}

const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
