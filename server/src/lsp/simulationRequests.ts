import type { Connection } from "vscode-languageserver";
import { argumentFormRequest, callTemplateRequest, checkArgumentsRequest } from "../protocol/callArguments";
import { decisionChangesRequest } from "../protocol/decisionChanges";
import { readCallsRequest } from "../protocol/recordedCalls";
import { type SimulateResult, simulateRequest } from "../protocol/simulation";
import { toolsRequest } from "../protocol/tools";
import type { Environment } from "../service/environment";
import { Turns } from "../service/policyTests/turns";
import { argumentForm } from "../service/simulation/argumentForm";
import { callTemplate } from "../service/simulation/callTemplate";
import { checkArguments } from "../service/simulation/checkArguments";
import { decisionChanges } from "../service/simulation/decisionChanges";
import { readCalls } from "../service/simulation/readCalls";
import { simulateInSteps } from "../service/simulation/simulate";
import { listTools } from "../service/simulation/tools";
import type { About } from "./about";
import { onDocumentRequest, onPolicyRequest } from "./policyRequests";

const noAnswer: SimulateResult = { steps: [], problems: [], problemsInWords: "" };

/** Binds what the simulator asks: calls and their decisions, tools, and the arguments of a call. */
export function bindSimulation(
  connection: Connection,
  about: About,
  environment: (uri?: string) => Promise<Environment>,
): void {
  onDocumentRequest(connection, about, simulateRequest, noAnswer, async (current, known, { calls }, token) => {
    // A call of a huge tool takes as long as a look at the clock a million times.
    const turns = new Turns(() => token?.isCancellationRequested === true, 1);
    return (await turns.finish(simulateInSteps(current, calls, known)))?.result ?? noAnswer;
  });
  onDocumentRequest(connection, about, decisionChangesRequest, { changes: [] }, (current, known, asked) =>
    decisionChanges(current, asked, known),
  );
  onDocumentRequest(connection, about, toolsRequest, { tools: [] }, listTools);
  onDocumentRequest(connection, about, callTemplateRequest, { text: "{}" }, (current, known, { tool }) =>
    callTemplate(current, tool, known),
  );
  onPolicyRequest(connection, argumentFormRequest, { fields: [] }, async ({ tool, textDocument }) =>
    argumentForm(tool, await environment(textDocument?.uri)),
  );
  onPolicyRequest(
    connection,
    checkArgumentsRequest,
    { isJson: false, arguments: null, problems: [] },
    async ({ text, tool, textDocument }) => checkArguments(text, tool, await environment(textDocument?.uri)),
  );
  onPolicyRequest(
    connection,
    readCallsRequest,
    { calls: [], withoutArguments: 0, unreadable: 0, firstUnreadable: null, left: 0, notes: [] },
    ({ text, most }) => readCalls(text, most),
  );
}
