import { decideSequence } from "../../policy/decide/decideSequence";
import { testFileOf } from "../../policyTests/policyPaths";
import { type DecidedCall, writePolicyTest } from "../../policyTests/writePolicyTest";
import type { SaveAsTestParams, SaveAsTestResult } from "../../protocol/policyTests";
import type { Environment } from "../environment";
import { fileNameOf } from "../navigation/names";
import { timedCalls } from "../simulation/timedCalls";
import type { Snapshot } from "../snapshot";
import { addressBeside } from "./addresses";
import { TextPlaces } from "./textPlaces";

/** Calls and their present decisions as a test, in the test file that is given or in a new one beside the policy. */
export function saveAsTest(
  snapshot: Snapshot,
  { calls, name, testFile, expect }: SaveAsTestParams,
  { now }: Environment,
): SaveAsTestResult {
  const policyFile = fileNameOf(snapshot);
  const uri = testFile?.uri ?? addressBeside(snapshot.uri, testFileOf(policyFile)) ?? "";
  const text = testFile?.text ?? "";
  const refuse = (refused: string): SaveAsTestResult => ({
    uri,
    text,
    range: new TextPlaces(uri, text).range({ start: 0, end: 0 }),
    refused,
  });
  if (snapshot.isOversized) return refuse(snapshot.problems[0]?.message ?? "The policy is too large.");
  if (uri === "") return refuse("Save the policy as a file first: the test file goes next to it.");
  const timed = timedCalls(calls, now);
  const decisions = decideSequence(snapshot.policy, timed, { trace: false });
  const decided = timed.flatMap((call, index): DecidedCall[] => {
    const decision = decisions[index];
    return decision === undefined ? [] : [{ call, decision, ...(expect === "deny" && { expect }) }];
  });
  const written = writePolicyTest(text, policyFile, name, decided);
  if ("refused" in written) return refuse(written.refused);
  return { uri, text: written.text, range: new TextPlaces(uri, written.text).range(written.span), refused: null };
}
