import { type ArgumentNote, readArgumentText } from "../../policy/decide/argumentText";
import { notRecorded } from "../../policy/decide/condition";
import { ambiguousRule, type Outcome } from "../../policy/decide/decision";
import { readInstant } from "../../policy/decide/instant";
import { isJsonObject, type JsonObject } from "../../policy/text/json";
import { recordedDecision } from "./recordedDecision";

/** One message in a line of a log. */
export type RecordedLine =
  | {
      readonly kind: "call";
      readonly tool: string;
      /** Absent ones are `{}`; `notRecorded` where the log has no place for them. */
      readonly arguments: unknown;
      /** Whether it is sent again with a person's input (MCP 2026-07-28). */
      readonly isRetry: boolean;
      readonly grant: string | undefined;
      /** Epoch milliseconds; undefined: the log does not say when. */
      readonly at: number | undefined;
      /** How it was decided; undefined: the log does not say so. */
      readonly decision: Outcome | undefined;
      /** Whether a gateway denied it since it can be read in several ways: its tool and arguments are not known. */
      readonly isAmbiguous: boolean;
      /** What its text loses on the way to a value, wherever in the line it is. */
      readonly notes: readonly ArgumentNote["code"][];
    }
  /** Another message of the protocol: no call, and no mistake. */
  | { readonly kind: "other" }
  | { readonly kind: "unreadable"; readonly why: string };

/**
 * Reads a line: the params of a `tools/call`, those in `params`, a whole JSON-RPC message, or a batch of such. `at`,
 * `timestamp` or `time` (an ISO instant, or epoch milliseconds) and `grant` may be beside the params or in them.
 */
export function readRecordedLine(line: string): readonly RecordedLine[] {
  const read = readArgumentText(line.trim());
  if ("error" in read) return [{ kind: "unreadable", why: "not JSON" }];
  const { value } = read;
  const codes = read.notes.length === 0 ? noCodes : [...new Set(read.notes.map(({ code }) => code))];
  if (!Array.isArray(value)) return [readMessage(value, codes)];
  return value.length === 0
    ? [{ kind: "unreadable", why: "a batch without messages" }]
    : value.map((message: unknown) => readMessage(message, codes));
}

const noCodes: readonly ArgumentNote["code"][] = [];

function readMessage(entry: unknown, notes: readonly ArgumentNote["code"][]): RecordedLine {
  if (!isJsonObject(entry)) return { kind: "unreadable", why: "not an object" };
  if (isOtherMessage(entry)) return { kind: "other" };
  const params = isJsonObject(entry.params) ? entry.params : entry;
  const tool = params.name ?? params.tool;
  if (typeof tool !== "string") return { kind: "unreadable", why: "no name of a tool" };
  const grant = entry.grant ?? params.grant;
  const stamp = entry.at ?? entry.timestamp ?? entry.time ?? params.at ?? params.timestamp;
  const at = readInstant(stamp);
  if (stamp !== undefined && stamp !== null && at === undefined)
    return { kind: "unreadable", why: "an instant that cannot be read" };
  const isAmbiguous = entry.rule === ambiguousRule;
  return {
    kind: "call",
    tool,
    arguments: isAmbiguous
      ? notRecorded
      : hasNoPlaceForArguments(entry, params)
        ? loggedValues(entry)
        : (params.arguments ?? {}),
    isRetry: params.inputResponses !== undefined || params.requestState !== undefined || entry.retry === true,
    grant: typeof grant === "string" ? grant : undefined,
    at,
    decision:
      recordedDecision(entry) ??
      (params === entry ? undefined : recordedDecision(params)) ??
      (isAmbiguous ? "deny" : undefined),
    isAmbiguous,
    notes,
  };
}

/** Requests and notifications of other methods, and answers. */
function isOtherMessage(entry: JsonObject): boolean {
  if (typeof entry.method === "string") return entry.method !== "tools/call";
  return entry.jsonrpc !== undefined && (entry.result !== undefined || entry.error !== undefined);
}

/** The arguments in the log of `mcp-policy gateway`, if they were kept. Of those that were kept in part, the rest is not known. */
function loggedValues({ values, redacted }: JsonObject): unknown {
  const isPart = Array.isArray(redacted) && redacted.length > 0;
  return values === undefined || isPart ? notRecorded : (values ?? {});
}

/** Fields of a log about decisions, such as the gateway's own, which keeps no values of arguments (spec §2). */
const decisionFields = [
  ...["decision", "outcome", "verdict", "rule", "policy", "policy_version", "policyVersion"],
  ...["argument_names", "argumentNames", "argument_keys", "argumentKeys", "arg_names", "argNames"],
];

/**
 * Whether this is no message of the protocol, but a line of a log that has no place for arguments: what a call was sent
 * with is not known then. In a message, absent arguments are none.
 */
function hasNoPlaceForArguments(entry: JsonObject, params: JsonObject): boolean {
  if (params !== entry || entry.jsonrpc !== undefined || entry.method !== undefined) return false;
  // Such a log may list the names of the arguments.
  if (params.arguments !== undefined && params.arguments !== null && !Array.isArray(params.arguments)) return false;
  return decisionFields.some((field) => entry[field] !== undefined);
}
