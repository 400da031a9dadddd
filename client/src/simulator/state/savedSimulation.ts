import type { SimulatedDecision } from "../../../../server/src/protocol/simulation";
import { isRecord } from "../../shared/isRecord";
import { callLimit, type RecordedCall } from "./callHistory";
import { longestLine, longestText, type TimeStep, timeSteps } from "./messages";

/** What of the next call comes back with the tab when the window was reloaded. */
export interface SavedNextCall {
  readonly tool: string | null;
  readonly text: string;
  readonly grant: string;
  readonly timeStep: TimeStep;
  readonly times: number;
  readonly instant: string;
}

/** The same of a whole simulation. */
export interface SavedSimulation extends SavedNextCall {
  /** Address of the policy. */
  readonly policy: string;
  readonly calls: readonly RecordedCall[];
  readonly selectedCall: number | null;
}

/** Characters of all arguments together; what is more is a log, and can be imported again. */
const mostArguments = 1_000_000;

/** Reads what was kept, which may be anything; undefined when it does not even name a policy. */
export function parseSavedSimulation(value: unknown): SavedSimulation | undefined {
  if (!isRecord(value) || !isLine(value.policy) || value.policy === "") return undefined;
  const { policy, tool, text, grant, timeStep, times, instant, calls, selectedCall } = value;
  const read = Array.isArray(calls) ? thatFit(calls.slice(0, callLimit).flatMap((call) => readCall(call) ?? [])) : [];
  return {
    policy,
    tool: isLine(tool) ? tool : null,
    text: typeof text === "string" && text.length <= longestText ? text : "{}",
    grant: isLine(grant) ? grant : "default",
    timeStep: timeSteps.find((step) => step === timeStep) ?? "second",
    times: Number.isSafeInteger(times) ? Math.min(Math.max(times as number, 1), callLimit) : 1,
    instant: isLine(instant) ? instant : "",
    calls: read,
    selectedCall: read.length === 0 ? null : isIndexOf(read, selectedCall) ? selectedCall : read.length - 1,
  };
}

function readCall(value: unknown): RecordedCall | undefined {
  if (!isRecord(value)) return undefined;
  const { tool, grant, at, firstDecision } = value;
  if (!isLine(tool) || !isLine(grant) || !isLine(at) || Number.isNaN(Date.parse(at))) return undefined;
  return {
    tool,
    ...("arguments" in value && { arguments: value.arguments }),
    ...(typeof value.argumentsText === "string" && { argumentsText: value.argumentsText }),
    ...(value.isRetry === true && { isRetry: true }),
    grant,
    at: new Date(at).toISOString(),
    firstDecision: isDecision(firstDecision) ? firstDecision : null,
  };
}

function isDecision(value: unknown): value is SimulatedDecision {
  return value === "allow" || value === "deny" || value === "unknown";
}

/** The calls that are kept: of many long ones the first. */
export function thatFit(calls: readonly RecordedCall[]): readonly RecordedCall[] {
  let length = 0;
  const tooMany = calls.findIndex((call) => {
    length += (JSON.stringify(call.arguments ?? null)?.length ?? 0) + (call.argumentsText?.length ?? 0);
    return length > mostArguments;
  });
  return tooMany < 0 ? calls : calls.slice(0, tooMany);
}

function isIndexOf(calls: readonly RecordedCall[], value: unknown): value is number {
  return typeof value === "number" && calls[value] !== undefined;
}

function isLine(value: unknown): value is string {
  return typeof value === "string" && value.length <= longestLine;
}
