/**
 * The requests of our own between an editor and the server, beside standard LSP. The one file that client and server
 * share: types and names only. Other tools may rely on these shapes.
 */
import type { Diagnostic, Position, Range, TextEdit } from "vscode-languageserver-types";

/** Names a document that the editor has opened. */
export interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

/** Request: decides calls by the open policy. `SimulateParams` → `SimulateResult`. */
export const simulateRequest = "mcpPolicy/simulate";

/** One `tools/call` of an agent. */
export interface SimulatedCall {
  readonly tool: string;
  /** Any JSON; absent = `{}`. */
  readonly arguments?: unknown;
  /**
   * The JSON text of the arguments, which is read in place of `arguments`. It can hold what a message cannot: a number
   * beyond a double.
   */
  readonly argumentsText?: string;
  /** Whether it is sent again with a person's input (`inputResponses`, `requestState` of MCP 2026-07-28); default false. */
  readonly isRetry?: boolean;
  /** Label of the grant token that counts are kept for; default "default". */
  readonly grant?: string;
  /** ISO instant; default: one second after the call before, and for the first call the start of the current minute. */
  readonly at?: string;
}

/** How a call is decided; "unknown" when that cannot be known, and `reason` says why. */
export type SimulatedDecision = "allow" | "deny" | "unknown";

/** `textDocument/codeLens` with the place of the cursor: the tool there has a line above it, too. */
export interface CodeLensParamsAtCursor extends DocumentParams {
  readonly position?: Position;
}

export interface SimulateParams extends DocumentParams {
  /** Decided in order; they share counters, which start at 0 in each request. */
  readonly calls: readonly SimulatedCall[];
}

export interface SimulateResult {
  /** One step for each call. */
  readonly steps: readonly SimulatedStep[];
  /** The policy's errors: what the gateway would probably refuse. The steps stand for what still has a meaning. */
  readonly problems: readonly Diagnostic[];
}

export interface SimulatedStep {
  readonly decision: SimulatedDecision;
  /** As the gateway's log prints it; "" unless denied. */
  readonly rule: string;
  /** What the agent reads, without the `[POLICY DENIED]` prefix; null unless denied. */
  readonly message: string | null;
  /** The `tools/call` result that the agent receives when denied, as before MCP 2026-07-28. */
  readonly response: object | null;
  /** The same in each era of MCP, the newer first; empty unless denied. */
  readonly responses: readonly DeniedResponse[];
  /** The decision in a sentence, for people. */
  readonly summary: string;
  /**
   * Why, as a tagged union (`Reason` in policy/decision.ts). `{kind: "not-known", because: {kind, …}}` for a decision
   * that cannot be known.
   */
  readonly reason: { readonly kind: string; readonly [key: string]: unknown };
  /**
   * Set for a denied call when an earlier check is not known, in a sentence: the call is denied in any case, but perhaps
   * by that check, with its rule and message.
   */
  readonly doubt: string | null;
  /** The text that decided. */
  readonly range: Range | null;
  /** Every check in the order of evaluation; those after a denial are "skipped". */
  readonly trace: readonly TraceEntry[];
  /** The counters of this call's limits, as they stand after it. */
  readonly counters: readonly CounterEntry[];
  /** Names of the assumptions (spec §2) that this answer rests on. */
  readonly assumptions: readonly string[];
  /** The other readings under which this call would have been decided otherwise. */
  readonly otherReadings: readonly OtherReading[];
  /** The instant of the call, ISO. */
  readonly at: string;
  readonly grant: string;
}

export interface OtherReading {
  /** Name of the assumption, one of the step's `assumptions`. */
  readonly assumption: string;
  /** The other choice, for instance "sliding". */
  readonly reading: string;
  readonly decision: SimulatedDecision;
}

/** A result of `tools/call` as one era of MCP has it. */
export interface DeniedResponse {
  /** "modern": MCP 2026-07-28 and later, with a `resultType`. "legacy": earlier revisions. */
  readonly era: "modern" | "legacy";
  readonly result: object;
}

export interface TraceEntry {
  /** What was checked, in words. */
  readonly check: string;
  /** "unknown": it is not known whether this check denies the call. */
  readonly outcome: "pass" | "fail" | "skipped" | "unknown";
  /** Why it came out so, in words. */
  readonly detail: string;
  readonly range: Range | null;
}

export interface CounterEntry {
  /** For instance `tools/ssh_execute/ssh_execute_rate`. */
  readonly key: string;
  readonly window: "minute" | "hour" | "day";
  readonly value: number;
  readonly max: number;
  /** ISO instant of the window's end. */
  readonly resetsAt: string;
  /** Earlier calls of this window whose decisions are not known, and that `value` does not count; absent when none. */
  readonly uncounted?: number;
}

/** Request: the tools that an author can choose from. `DocumentParams` → `ToolsResult`. */
export const toolsRequest = "mcpPolicy/tools";

export interface ToolsResult {
  /** The catalogue's tools, then those that only the policy names. */
  readonly tools: readonly ToolEntry[];
}

export interface ToolEntry {
  readonly name: string;
  readonly summary: string;
  /** "Read", "Write", … or "Unknown" for a tool that is in no catalogue. */
  readonly category: string;
  /** "Low", "Medium", "High", "Critical" or "Unknown". */
  readonly risk: string;
  /** "published", "derived" or "unknown". */
  readonly classification: string;
  readonly group: string;
  readonly inputSchema: object | null;
  /** Whether the open policy names it, under `tools` or in `hide`. */
  readonly listed: boolean;
  /** Short name of what the open policy does with it: "allowed", "limited", "conditional", "hidden" or "denied". */
  readonly state: string;
  /** The same in words: "allowed, at most 10 calls a minute per grant". */
  readonly stateInWords: string;
  /** The recommended rule: the value to write under `tools`, or "hide". null when nothing is recommended. */
  readonly rule: object | "hide" | null;
}

/** Request: arguments to start from. `CallTemplateParams` → `CallTemplateResult`. */
export const callTemplateRequest = "mcpPolicy/callTemplate";

export interface CallTemplateParams extends DocumentParams {
  readonly tool: string;
}

export interface CallTemplateResult {
  /** Pretty-printed JSON object with the required arguments, and those that the policy checks. */
  readonly text: string;
}

/** Request: a tool's arguments as fields of a form. `ArgumentFormParams` → `ArgumentFormResult`. */
export const argumentFormRequest = "mcpPolicy/argumentForm";

export interface ArgumentFormParams extends DocumentParams {
  readonly tool: string;
}

export interface ArgumentFormResult {
  /** None for a tool that the catalogue does not know. */
  readonly fields: readonly FormField[];
}

/** A field as the tool's input schema describes it. All texts come from strangers. */
export interface FormField {
  readonly name: string;
  /** How it is filled in; "json" for whatever no simpler control can hold. */
  readonly kind: "text" | "number" | "integer" | "boolean" | "choice" | "object" | "list" | "json";
  readonly required: boolean;
  readonly description: string;
  /** The values to choose from; empty unless `kind` is "choice". */
  readonly values: readonly unknown[];
  /** What counts when it is left out; absent when the schema says nothing. */
  readonly default?: unknown;
  /** The fields of an "object"; empty otherwise. */
  readonly fields: readonly FormField[];
  /** What the elements of a "list" are; null otherwise. */
  readonly items: FormField | null;
}

/** Request: checks typed arguments against the tool's input schema. `CheckArgumentsParams` → `CheckArgumentsResult`. */
export const checkArgumentsRequest = "mcpPolicy/checkArguments";

export interface CheckArgumentsParams extends DocumentParams {
  readonly tool: string;
  /** What the person has typed; blank = no arguments. */
  readonly text: string;
}

export interface CheckArgumentsResult {
  /** Whether the text is JSON, so that a call can be made with it. */
  readonly isJson: boolean;
  /** The arguments; null unless `isJson`. */
  readonly arguments: unknown;
  /**
   * Set when `arguments` loses what decides: a number beyond a double, which a message cannot hold. A call is then made with
   * the text, as `argumentsText`.
   */
  readonly needsText?: true;
  /** One sentence each, with the place in `text` (zero-based) where there is one. Wrong arguments can still be simulated. */
  readonly problems: readonly ArgumentProblem[];
}

export interface ArgumentProblem {
  readonly message: string;
  readonly range: Range | null;
}

/** Request: what the open policy does with all tools. `DocumentParams` → `SummaryResult`. */
export const summaryRequest = "mcpPolicy/summary";

export interface SummaryResult {
  /** null for a document that is no policy, and when no catalogue is known. */
  readonly summary: PolicySummary | null;
}

export interface PolicySummary {
  /** Name of the MCP server whose tools the catalogue has. */
  readonly catalogue: string;
  /** How many tools the catalogue has; the counts below are of these, and of those that only the policy names. */
  readonly catalogueTools: number;
  readonly tools: number;
  readonly allowed: number;
  readonly limited: number;
  readonly conditional: number;
  readonly hidden: number;
  readonly denied: number;
  /** Tools of High or Critical risk that are called without any limit or condition. */
  readonly highRiskOpen: number;
  /** Errors for which the gateway would refuse the policy: with any, the counts are what is written, and not what happens. */
  readonly errors: number;
  /** The same in words: "180 tools: 4 allowed · 176 denied — 1 high-risk tool open". */
  readonly inWords: string;
}

/** Request: a new policy over the catalogue. `NewPolicyParams` → `NewPolicyResult`. */
export const newPolicyRequest = "mcpPolicy/newPolicy";

export interface NewPolicyParams {
  /** "deny-all", "read-only", or "risk-ceiling" with a `ceiling`. */
  readonly plan: string;
  /** "Low", "Medium" or "High": tools of a higher risk are denied, the others get their recommended rule. */
  readonly ceiling?: string;
}

export interface NewPolicyResult {
  /** The text of the policy; "" for a plan that nobody knows. */
  readonly text: string;
  /** What it does with all tools, in words. */
  readonly inWords: string;
  /** Markdown: each tool with its rule and the reason for it. Safe to show without trust. */
  readonly reasons: string;
}

/** Request: the edits that list tools with their recommended rules. `AddToolsParams` → `AddToolsResult`. */
export const addToolsRequest = "mcpPolicy/addTools";

export interface AddToolsParams extends DocumentParams {
  /** Names of tools in the catalogue; others, and those that the policy names already, are passed over. */
  readonly tools: readonly string[];
}

export interface AddToolsResult {
  /** None when nothing is to be added, or when the text is too broken to be added to. */
  readonly edits: readonly TextEdit[];
  /** The tools that the edits add. */
  readonly added: readonly string[];
}

/** Request: the calls that a log has recorded. `ReadCallsParams` → `ReadCallsResult`. */
export const readCallsRequest = "mcpPolicy/readCalls";

export interface ReadCallsParams {
  /**
   * JSON Lines: params of `tools/call`, whole JSON-RPC requests or batches of them, with `at` and `grant` where they are
   * known; or one such value, laid out on several lines.
   */
  readonly text: string;
  /** How many calls are wanted at most. */
  readonly most: number;
}

export interface ReadCallsResult {
  /** In the order of the log. */
  readonly calls: readonly SimulatedCall[];
  /**
   * Calls of a log that has no place for arguments: a policy cannot decide them as they were. A call that is recorded as a
   * message and has no arguments is among `calls`: they are `{}`.
   */
  readonly withoutArguments: number;
  /** Lines that are no message of the protocol; the first of them with its number, from 1, and the reason. */
  readonly unreadable: number;
  readonly firstUnreadable: { readonly line: number; readonly why: string } | null;
  /** Calls after the last one that was wanted. */
  readonly left: number;
  /** What the text of calls loses on the way to a value, such as duplicate keys: phrases for a list. */
  readonly notes: readonly string[];
}

/** Request: the edits that would turn the verdict on one call. `VerdictChangesParams` → `VerdictChangesResult`. */
export const verdictChangesRequest = "mcpPolicy/verdictChanges";

export interface VerdictChangesParams extends SimulateParams {
  /** Index into `calls`: the call whose verdict is to turn. */
  readonly call: number;
}

export interface VerdictChangesResult {
  /** Smallest first. None when no small edit turns the verdict. */
  readonly changes: readonly VerdictChange[];
}

/** One way to turn a verdict. It was tried: with these edits the call is decided as `decision` says. */
export interface VerdictChange {
  /** What it does, as a person reads it: "Raise the maximum of `ssh_execute_rate` from 10 to 11". Plain text. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The verdict on the call afterwards. */
  readonly decision: "allow" | "deny";
  /** The verdict in a sentence afterwards. */
  readonly summary: string;
  /** The other calls whose verdicts turn too, as indices into `calls`. */
  readonly alsoTurns: readonly number[];
  /** The changed lines of the policy, for a person to read before anything is applied. */
  readonly lines: readonly ChangedLine[];
}

export interface ChangedLine {
  readonly kind: "same" | "removed" | "added";
  /** Zero-based line: in the text as it is for "same" and "removed", as it would be for "added". */
  readonly line: number;
  readonly text: string;
}

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
  /** Errors of the policy: what the gateway would refuse. The results stand for what still has a meaning. */
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
  /** Edits of the test file that take the present verdict for right. None when repetitions alternate too often. */
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

/** Request: calls and their present verdicts as a test. `SaveAsTestParams` → `SaveAsTestResult`. */
export const saveAsTestRequest = "mcpPolicy/saveAsTest";

export interface SaveAsTestParams extends SimulateParams {
  readonly name: string;
  /** The test file as it is; absent for a new one. */
  readonly testFile?: PolicyTestsParams;
}

export interface SaveAsTestResult {
  /** Address of the test file when none was given: beside the policy, named after it. */
  readonly uri: string;
  /** The whole text of the test file, with the new test at its end. */
  readonly text: string;
  /** Where the new test stands in that text. */
  readonly range: Range;
  /** Why it could not be written, in a sentence; null when it was. The file is not to be touched then. */
  readonly refused: string | null;
}

/** Request: a text that is about to be pasted, in JSON of this dialect. `ConvertPasteParams` → `ConvertPasteResult`. */
export const convertPasteRequest = "mcpPolicy/convertPaste";

export interface ConvertPasteParams extends DocumentParams {
  /** What the paste replaces. */
  readonly range: Range;
  readonly text: string;
}

export interface ConvertPasteResult {
  /** What to paste instead; null where the text is JSON already, or does not fit there. */
  readonly text: string | null;
  /** What it does, as a person reads it in a menu; "" without a text. */
  readonly title: string;
}

/** Request: what a file is, by its name and the configuration of its repository. `FileKindParams` → `FileKindResult`. */
export const fileKindRequest = "mcpPolicy/fileKind";

export interface FileKindParams {
  /** Any address; the file need not be open. */
  readonly uri: string;
}

export interface FileKindResult {
  /** null for what is none of ours, or left out by the configuration. */
  readonly kind: "policy" | "test" | null;
}

/** Notification, server → client: the document is plainly another product's `policy.json`. `ForeignPolicyParams`. */
export const foreignPolicyNotification = "mcpPolicy/foreignPolicy";

export interface ForeignPolicyParams {
  readonly uri: string;
  /** What it is, for instance "AWS IAM policy". */
  readonly format: string;
}

/** `initializationOptions` of our own client; other editors leave them out. */
export interface InitializationOptions {
  /** Whether the editor runs the commands of our VS Code extension, so that lenses and hovers may offer them. */
  readonly clientCommands?: boolean;
  /** Whether the editor validates test files by our JSON schema, so that the server need not say the same. */
  readonly jsonSchemas?: boolean;
  /** Address of the folder that holds the rules' pages, with a slash at its end: diagnostics then link to them. */
  readonly rulePages?: string;
}

/** Request: what the open policy lets through that an older text did not. `DifferenceParams` → `DifferenceResult`. */
export const differenceRequest = "mcpPolicy/difference";

export interface DifferenceParams extends DocumentParams {
  /** The policy that it is compared with, as it was. */
  readonly text: string;
}

/** A call that the two texts decide differently. */
export interface DifferentCall {
  readonly tool: string;
  readonly arguments: object;
  /** `tool` stands for every tool that neither text names. */
  readonly unlisted: boolean;
  readonly risk: string;
  /** The text that decides it now. */
  readonly range: Range | null;
}

export interface DifferenceResult {
  /** Why the texts were not compared, in a sentence; null when they were. */
  readonly refused: string | null;
  /** One call for each tool that lets more through, or less. Complete, but for the tools of `unknown`. */
  readonly newlyAllowed: readonly DifferentCall[];
  readonly newlyDenied: readonly DifferentCall[];
  readonly limits: readonly {
    /** Null for limits over all tools. */
    readonly tool: string | null;
    readonly counter: string;
    readonly window: string;
    readonly change: "looser" | "tighter";
    /** Null where there is no such limit. */
    readonly before: number | null;
    readonly after: number | null;
    readonly range: Range | null;
  }[];
  readonly visibility: readonly {
    readonly tool: string;
    readonly change: "hidden" | "shown";
    readonly risk: string;
    readonly range: Range | null;
  }[];
  readonly unknown: readonly { readonly tool: string; readonly why: string; readonly range: Range | null }[];
}
