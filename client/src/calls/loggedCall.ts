import { isRecord } from "../shared/isRecord";

/** A call as the log of a gateway has it. All texts are untrusted. */
export interface LoggedCall {
  /** ISO instant. */
  readonly time: string;
  readonly grant: string;
  readonly tool: string;
  readonly decision: "allow" | "deny" | "unknown";
  readonly rule: string;
  readonly message: string | null;
  /** Tells the version of the policy. */
  readonly policy: string;
  /** The line of the policy that decided, from 1. */
  readonly line: number | undefined;
  readonly counters: readonly LoggedCounter[];
  /** Names of the outermost arguments. */
  readonly argumentNames: readonly string[];
  /** The arguments as they were written; undefined when they were not kept as a whole. */
  readonly argumentsText: string | undefined;
  /** Whether the server got it although it is not allowed. */
  readonly isForwarded: boolean;
}

export interface LoggedCounter {
  /** `tools/<tool>/<counter>` or `all_tools/<counter>`. */
  readonly key: string;
  readonly window: "minute" | "hour" | "day";
  readonly value: number;
  readonly max: number;
  /** ISO instant. */
  readonly resetsAt: string;
}

/** Longer arguments are not kept in the editor: the log has them. */
const longestArguments = 100_000;

const valuesMember = ',"values":';

/** Reads a line of a gateway's log; undefined for anything else. Values are the last member, and are not parsed. */
export function readLoggedCall(line: string): LoggedCall | undefined {
  const at = line.indexOf(valuesMember);
  const facts = parsed(at < 0 ? line : `${line.slice(0, at)}}`);
  if (!isRecord(facts)) return undefined;
  const { time, grant, tool, decision, rule, message, policy, arguments: names, counters, redacted } = facts;
  if (typeof time !== "string" || Number.isNaN(Date.parse(time)) || typeof tool !== "string") return undefined;
  if (decision !== "allow" && decision !== "deny" && decision !== "unknown") return undefined;
  const values = at < 0 ? undefined : line.slice(at + valuesMember.length).replace(/\}\s*$/, "");
  const isWhole = values !== undefined && values.length <= longestArguments && redacted === undefined;
  return {
    time,
    tool,
    decision,
    grant: text(grant),
    rule: text(rule),
    message: typeof message === "string" ? message : null,
    policy: text(policy),
    line: typeof facts.line === "number" ? facts.line : undefined,
    counters: Array.isArray(counters) ? counters.filter(isCounter) : [],
    argumentNames: Array.isArray(names) ? names.filter((name) => typeof name === "string") : [],
    argumentsText: isWhole ? values : undefined,
    isForwarded: typeof facts.forwarded === "boolean" ? facts.forwarded : decision === "allow",
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function isCounter(value: unknown): value is LoggedCounter {
  if (!isRecord(value)) return false;
  const { key, window, value: count, max, resetsAt } = value;
  if (window !== "minute" && window !== "hour" && window !== "day") return false;
  return (
    typeof key === "string" && typeof count === "number" && typeof max === "number" && typeof resetsAt === "string"
  );
}
