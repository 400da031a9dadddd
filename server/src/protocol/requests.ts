import type { AssistantToolParams, AssistantToolResult, assistantToolRequest } from "./assistant";
import type {
  BuilderEditParams,
  BuilderEditResult,
  BuilderParams,
  BuilderResult,
  builderEditRequest,
  builderRequest,
  TryConditionParams,
  TryConditionResult,
  tryConditionRequest,
} from "./builder";
import type {
  ArgumentFormParams,
  ArgumentFormResult,
  argumentFormRequest,
  CallTemplateParams,
  CallTemplateResult,
  CheckArgumentsParams,
  CheckArgumentsResult,
  callTemplateRequest,
  checkArgumentsRequest,
} from "./callArguments";
import type { DecisionChangesParams, DecisionChangesResult, decisionChangesRequest } from "./decisionChanges";
import type { DifferenceParams, DifferenceResult, differenceRequest } from "./difference";
import type { DocumentParams } from "./document";
import type {
  FileKindParams,
  FileKindResult,
  ForeignPolicyParams,
  fileKindRequest,
  foreignPolicyNotification,
} from "./files";
import type { MutantsParams, MutantsResult, mutantsRequest } from "./mutants";
import type { NewPolicyParams, NewPolicyResult, newPolicyRequest } from "./newPolicy";
import type { ConvertPasteParams, ConvertPasteResult, convertPasteRequest } from "./paste";
import type {
  PolicyTestsParams,
  PolicyTestsResult,
  policyTestsRequest,
  RunPolicyTestsParams,
  RunPolicyTestsResult,
  runPolicyTestsRequest,
  SaveAsTestParams,
  SaveAsTestResult,
  saveAsTestRequest,
} from "./policyTests";
import type { ProbeParams, ProbeResult, probeRequest } from "./probe";
import type { ReadCallsParams, ReadCallsResult, readCallsRequest } from "./recordedCalls";
import type {
  ChooseServerParams,
  ChooseServerResult,
  chooseServerRequest,
  FindServersParams,
  FindServersResult,
  findServersRequest,
  ImportServerParams,
  ImportServerResult,
  importServerRequest,
  PointClientParams,
  PointClientResult,
  pointClientRequest,
  ServersParams,
  ServersResult,
  serversRequest,
} from "./servers";
import type { SimulateParams, SimulateResult, simulateRequest } from "./simulation";
import type { StackParams, StackResult, stackChangedNotification, stackRequest } from "./stack";
import type { SuggestPolicyParams, SuggestPolicyResult, suggestPolicyRequest } from "./suggestPolicy";
import type { SummaryResult, summaryRequest } from "./summary";
import type { AddToolsParams, AddToolsResult, addToolsRequest, ToolsResult, toolsRequest } from "./tools";

/** Each request of our own: what it asks and what it answers. Client and server are both typed by this map. */
export interface PolicyRequests {
  readonly [simulateRequest]: { readonly params: SimulateParams; readonly result: SimulateResult };
  readonly [decisionChangesRequest]: { readonly params: DecisionChangesParams; readonly result: DecisionChangesResult };
  readonly [readCallsRequest]: { readonly params: ReadCallsParams; readonly result: ReadCallsResult };
  readonly [callTemplateRequest]: { readonly params: CallTemplateParams; readonly result: CallTemplateResult };
  readonly [argumentFormRequest]: { readonly params: ArgumentFormParams; readonly result: ArgumentFormResult };
  readonly [checkArgumentsRequest]: { readonly params: CheckArgumentsParams; readonly result: CheckArgumentsResult };
  readonly [toolsRequest]: { readonly params: DocumentParams; readonly result: ToolsResult };
  readonly [addToolsRequest]: { readonly params: AddToolsParams; readonly result: AddToolsResult };
  readonly [summaryRequest]: { readonly params: DocumentParams; readonly result: SummaryResult };
  readonly [builderRequest]: { readonly params: BuilderParams; readonly result: BuilderResult };
  readonly [builderEditRequest]: { readonly params: BuilderEditParams; readonly result: BuilderEditResult };
  readonly [tryConditionRequest]: { readonly params: TryConditionParams; readonly result: TryConditionResult };
  readonly [probeRequest]: { readonly params: ProbeParams; readonly result: ProbeResult };
  readonly [differenceRequest]: { readonly params: DifferenceParams; readonly result: DifferenceResult };
  readonly [chooseServerRequest]: { readonly params: ChooseServerParams; readonly result: ChooseServerResult };
  readonly [findServersRequest]: { readonly params: FindServersParams; readonly result: FindServersResult };
  readonly [importServerRequest]: { readonly params: ImportServerParams; readonly result: ImportServerResult };
  readonly [pointClientRequest]: { readonly params: PointClientParams; readonly result: PointClientResult };
  readonly [serversRequest]: { readonly params: ServersParams; readonly result: ServersResult };
  readonly [stackRequest]: { readonly params: StackParams; readonly result: StackResult };
  readonly [assistantToolRequest]: { readonly params: AssistantToolParams; readonly result: AssistantToolResult };
  readonly [newPolicyRequest]: { readonly params: NewPolicyParams; readonly result: NewPolicyResult };
  readonly [suggestPolicyRequest]: { readonly params: SuggestPolicyParams; readonly result: SuggestPolicyResult };
  readonly [convertPasteRequest]: { readonly params: ConvertPasteParams; readonly result: ConvertPasteResult };
  readonly [fileKindRequest]: { readonly params: FileKindParams; readonly result: FileKindResult };
  readonly [policyTestsRequest]: { readonly params: PolicyTestsParams; readonly result: PolicyTestsResult };
  readonly [runPolicyTestsRequest]: { readonly params: RunPolicyTestsParams; readonly result: RunPolicyTestsResult };
  readonly [mutantsRequest]: { readonly params: MutantsParams; readonly result: MutantsResult };
  readonly [saveAsTestRequest]: { readonly params: SaveAsTestParams; readonly result: SaveAsTestResult };
}

/** Each notification of our own, server → client, with its parameters. */
export interface PolicyNotifications {
  readonly [foreignPolicyNotification]: ForeignPolicyParams;
  readonly [stackChangedNotification]: object;
}

/** The name of a request of our own. */
export type PolicyRequest = keyof PolicyRequests;

/** What a request asks. */
export type ParamsOf<Request extends PolicyRequest> = PolicyRequests[Request]["params"];

/** What a request is answered with. */
export type ResultOf<Request extends PolicyRequest> = PolicyRequests[Request]["result"];

/** The requests about a document that is open. */
export type DocumentRequest = {
  [Request in PolicyRequest]: ParamsOf<Request> extends DocumentParams ? Request : never;
}[PolicyRequest];
