import type { Connection } from "vscode-languageserver";
import { argumentFormRequest, callTemplateRequest, checkArgumentsRequest } from "../protocol/callArguments";
import { decisionChangesRequest } from "../protocol/decisionChanges";
import { readCallsRequest } from "../protocol/recordedCalls";
import { type SimulateResult, simulateRequest } from "../protocol/simulation";
import { toolsRequest } from "../protocol/tools";
import type { Environment } from "../service/environment";
import { Turns } from "../service/policyTests/turns";
import type { About } from "./about";
import { seldom } from "./late/late";
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
    return (await turns.finish(await seldom("simulateInSteps")(current, calls, known)))?.result ?? noAnswer;
  });
  onDocumentRequest(connection, about, decisionChangesRequest, { changes: [] }, (current, known, asked) =>
    seldom("decisionChanges")(current, asked, known),
  );
  onDocumentRequest(connection, about, toolsRequest, { tools: [] }, seldom("listTools"));
  onDocumentRequest(connection, about, callTemplateRequest, { text: "{}" }, (current, known, { tool }) =>
    seldom("callTemplate")(current, tool, known),
  );
  onPolicyRequest(connection, argumentFormRequest, { fields: [] }, async ({ tool, textDocument }) =>
    seldom("argumentForm")(tool, await environment(textDocument?.uri)),
  );
  onPolicyRequest(
    connection,
    checkArgumentsRequest,
    { isJson: false, arguments: null, problems: [] },
    async ({ text, tool, textDocument }) => seldom("checkArguments")(text, tool, await environment(textDocument?.uri)),
  );
  onPolicyRequest(
    connection,
    readCallsRequest,
    { calls: [], withoutArguments: 0, unreadable: 0, firstUnreadable: null, left: 0, notes: [] },
    ({ text, most }) => seldom("readCalls")(text, most),
  );
}
