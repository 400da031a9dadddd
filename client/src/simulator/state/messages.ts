/**
 * The messages between the extension host and the simulator's page. Both sides validate what they receive and ignore
 * what they do not know.
 */
import type { CheckArgumentsResult, FormField } from "../../../../server/src/protocol/callArguments";
import type { DecisionChange } from "../../../../server/src/protocol/decisionChanges";
import type { SimulatedDecision, SimulatedStep } from "../../../../server/src/protocol/simulation";
import { isRecord } from "../../shared/isRecord";
import type { AttackList } from "./attackList";

/** The longest arguments that the page may send, in characters. */
export const longestText = 1_000_000;

/** The longest of what is typed in one line. */
export const longestLine = 4_000;

/** More of anything that has a number there is not. */
const mostIndex = 100_000;

/** The distances between two calls that a person can choose from. */
export const timeSteps = [
  "none",
  "second",
  "5 seconds",
  "10 seconds",
  "30 seconds",
  "minute",
  "5 minutes",
  "hour",
  "day",
] as const;

/** The distance between two simulated calls. */
export type TimeStep = (typeof timeSteps)[number];

/** The tool that the next call goes to. */
export interface ToolCard {
  readonly name: string;
  /** null while the catalogue has not answered, or cannot. */
  readonly facts: { readonly summary: string; readonly category: string; readonly risk: string } | null;
  /** A form for its arguments; empty when the catalogue does not know it. */
  readonly fields: readonly FormField[];
}

/** One line of the list of calls. */
export interface CallRow {
  /** ISO instant. */
  readonly at: string;
  readonly tool: string;
  /** Its arguments in one line; "" for none. */
  readonly args: string;
  readonly grant: string;
  /** null until the server has answered. */
  readonly decision: SimulatedDecision | null;
  /** The decision when the call was made, if an edit of the policy has changed it since. */
  readonly was: SimulatedDecision | null;
}

/** The call whose decision is shown. */
export interface SelectedCall {
  /** Index into the calls. */
  readonly index: number;
  readonly tool: string;
  readonly at: string;
  readonly grant: string;
  /** null until the server has answered. */
  readonly step: SimulatedStep | null;
}

/** A sentence about the simulation itself, and what a person can do about it. */
export interface Notice {
  readonly text: string;
  readonly action: "open-policy" | "retry" | null;
}

/** A counter at one call. */
export interface CounterPoint {
  /** Index into the calls. */
  readonly call: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** As it is after the call. */
  readonly value: number;
  readonly max: number;
  /** Epoch milliseconds of the window's end. */
  readonly resetsAt: number;
  readonly decision: SimulatedDecision;
  /** It was this counter that denied the call. */
  readonly trips: boolean;
}

/** How a counter goes over the calls that it counts. */
export interface CounterTimeline {
  /** For instance `tools/ssh_execute/ssh_execute_rate`. */
  readonly key: string;
  readonly window: "minute" | "hour" | "day";
  readonly grant: string;
  /** As it is at the last call. */
  readonly max: number;
  /** In the order of the calls. */
  readonly points: readonly CounterPoint[];
  /** Epoch milliseconds at which windows begin and end; none when there are too many to be drawn. */
  readonly boundaries: readonly number[];
}

/** All counters of the calls over time. */
export interface Timeline {
  readonly counters: readonly CounterTimeline[];
  /** Epoch milliseconds of the first and the last call, so that all are drawn over the same time. */
  readonly from: number;
  readonly to: number;
  /** How many more there are, which are not shown. */
  readonly more: number;
}

/** An edit of the policy that would change the selected decision, as a person chooses it. */
export type PossibleChange = Omit<DecisionChange, "edits">;

/** What the server says of typed arguments, and the text that it speaks of. */
export interface CheckedArguments extends Pick<CheckArgumentsResult, "isJson" | "problems"> {
  readonly text: string;
}

/** What is typed for the next call beside its arguments. */
export interface TypedFields {
  readonly grant: string;
  /** How often it is made, from 1. */
  readonly times: number;
  /** When it is made; "" for after the last call. */
  readonly instant: string;
}

/** Everything that the page shows. A page that was hidden gets all of it, and has nothing to catch up on. */
export interface PageState {
  readonly policyName: string;
  readonly tool: ToolCard | null;
  /** The arguments' text as the host knows it; the page takes it over when the revision is a new one. */
  readonly draft: { readonly text: string; readonly revision: number };
  readonly check: CheckedArguments | null;
  readonly timeStep: TimeStep;
  /** The same for what is typed beside the arguments. */
  readonly typed: TypedFields & { readonly revision: number };
  readonly isInstantReadable: boolean;
  /** The edits that would change the selected decision; null while they are looked for, "failed" when there was no answer. */
  readonly changes: readonly PossibleChange[] | "failed" | null;
  /** What an attacker would try on the tool; null while it is not shown. */
  readonly attacks: AttackList | null;
  /** The calls, as indices, that the last edit of the policy has turned. */
  readonly turnedByEdit: readonly number[];
  readonly calls: readonly CallRow[];
  readonly callLimit: number;
  /** null while no call is counted by a limit. */
  readonly timeline: Timeline | null;
  readonly selected: SelectedCall | null;
  /** Index into the selected call's trace; null: the text that decided is marked. */
  readonly selectedCheck: number | null;
  /** Problems of the policy, and notes on the answer; what they mean is in words. */
  readonly problems: { readonly total: number; readonly inWords: string; readonly first: readonly string[] };
  readonly notice: Notice | null;
}

/** The state as it is sent. The timeline of many calls is long, and seldom another one than in the state before: "same". */
export type SentState = Omit<PageState, "timeline"> & { readonly timeline: PageState["timeline"] | "same" };

/** Extension host → page. */
export type HostMessage =
  | { readonly type: "state"; readonly state: SentState }
  /** Put the focus into the arguments box. */
  | { readonly type: "focus-arguments" }
  /** What the page is to keep with its tab, for the host to read when the window was reloaded. */
  | { readonly type: "keep"; readonly simulation: unknown };

/** Page → extension host. */
export type PageMessage =
  /** The page listens; the host sends the state. */
  | { readonly type: "ready" }
  | { readonly type: "edit-arguments"; readonly text: string }
  | { readonly type: "edit-grant"; readonly grant: string }
  | { readonly type: "choose-time-step"; readonly timeStep: TimeStep }
  | { readonly type: "choose-tool" }
  | { readonly type: "use-template" }
  | { readonly type: "call"; readonly text: string }
  | { readonly type: "reset" }
  | { readonly type: "edit-times"; readonly times: number }
  | { readonly type: "edit-instant"; readonly instant: string }
  | { readonly type: "recent-calls" }
  | { readonly type: "import-calls" }
  | { readonly type: "save-as-test" }
  /** Try on the tool what an attacker would; put away what was tried. */
  | { readonly type: "attack" }
  | { readonly type: "end-attack" }
  /** Make the calls that were tried, or (null) all of them. */
  | { readonly type: "add-attacks"; readonly index: number | null }
  | { readonly type: "save-attacks" }
  | { readonly type: "remove-call"; readonly index: number }
  | { readonly type: "move-call"; readonly index: number; readonly by: -1 | 1 }
  /** Whether the edits that would change the decision are on show, so that they are worth the work. */
  | { readonly type: "want-changes"; readonly wanted: boolean }
  | { readonly type: "compare-change"; readonly index: number }
  | { readonly type: "apply-change"; readonly index: number }
  | { readonly type: "select-call"; readonly index: number }
  | { readonly type: "select-check"; readonly index: number | null }
  | { readonly type: "reveal-problem"; readonly index: number }
  | { readonly type: "retry" }
  | { readonly type: "open-policy" };

/** Reads a message of the page; undefined when it is none that the host knows. */
export function parsePageMessage(value: unknown): PageMessage | undefined {
  if (!isRecord(value)) {
    return undefined;
  }
  switch (value.type) {
    case "ready":
    case "choose-tool":
    case "use-template":
    case "reset":
    case "retry":
    case "open-policy":
    case "recent-calls":
    case "import-calls":
    case "save-as-test":
    case "attack":
    case "end-attack":
    case "save-attacks":
      return { type: value.type };
    case "edit-arguments":
    case "call":
      return isText(value.text, longestText) ? { type: value.type, text: value.text } : undefined;
    case "edit-grant":
      return isText(value.grant, longestLine) ? { type: value.type, grant: value.grant } : undefined;
    case "choose-time-step": {
      const timeStep = timeSteps.find((step) => step === value.timeStep);
      return timeStep === undefined ? undefined : { type: value.type, timeStep };
    }
    case "edit-times":
      return isIndex(value.times) && value.times >= 1 ? { type: value.type, times: value.times } : undefined;
    case "edit-instant":
      return isText(value.instant, longestLine) ? { type: value.type, instant: value.instant } : undefined;
    case "want-changes":
      return typeof value.wanted === "boolean" ? { type: value.type, wanted: value.wanted } : undefined;
    case "move-call":
      return isIndex(value.index) && (value.by === 1 || value.by === -1)
        ? { type: value.type, index: value.index, by: value.by }
        : undefined;
    case "remove-call":
    case "compare-change":
    case "apply-change":
    case "select-call":
    case "reveal-problem":
      return isIndex(value.index) ? { type: value.type, index: value.index } : undefined;
    case "select-check":
    case "add-attacks":
      return value.index === null || isIndex(value.index) ? { type: value.type, index: value.index } : undefined;
    default:
      return undefined;
  }
}

/** Reads a message of the host; undefined when it is none that the page knows. */
export function parseHostMessage(value: unknown): HostMessage | undefined {
  if (!isRecord(value)) {
    return undefined;
  }
  if (value.type === "focus-arguments") {
    return { type: "focus-arguments" };
  }
  if (value.type === "keep") {
    return { type: "keep", simulation: value.simulation };
  }
  return value.type === "state" && isSentState(value.state) ? { type: "state", state: value.state } : undefined;
}

/** The host is trusted to fill in a state completely; this tells a state from anything else. */
function isSentState(value: unknown): value is SentState {
  return (
    isRecord(value) &&
    typeof value.policyName === "string" &&
    isRecord(value.draft) &&
    typeof value.draft.text === "string" &&
    typeof value.draft.revision === "number" &&
    Array.isArray(value.calls) &&
    isRecord(value.problems) &&
    Array.isArray(value.problems.first)
  );
}

function isIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= mostIndex;
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === "string" && value.length <= longest;
}
