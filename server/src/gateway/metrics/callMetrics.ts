import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { CallLog, LoggedCall } from "../callLog";

/** What is measured of calls, and the text that Prometheus reads. */
export interface CallMetrics {
  count(call: LoggedCall): void;
  text(): Promise<string>;
  readonly contentType: string;
}

/** An agent can call any name: so many different ones are told apart, the others are counted together. */
const mostTools = 500;

const otherTools = "(other)";

/** Counts calls and times decisions, with the usual measures of a Node.js process. */
export function callMetrics(): CallMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const calls = new Counter({
    name: "mcp_policy_calls_total",
    help: "Calls of tools by their decision: allow, deny or unknown. forwarded says whether the server got them.",
    labelNames: ["tool", "decision", "forwarded"],
    registers: [registry],
  });
  const denials = new Counter({
    name: "mcp_policy_denials_total",
    help: "Denied calls by the rule that denied them.",
    labelNames: ["rule"],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: "mcp_policy_decision_seconds",
    help: "Time that a decision took, with that of the counters.",
    buckets: [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1],
    registers: [registry],
  });
  const tools = new Set<string>();
  const toolLabel = (tool: string): string => {
    if (!tools.has(tool) && tools.size >= mostTools) return otherTools;
    tools.add(tool);
    return tool;
  };
  return {
    count({ tool, decision, rule, latencyMs, isForwarded }) {
      const label = toolLabel(tool);
      calls.inc({ tool: label, decision, forwarded: String(isForwarded) });
      // The names in a rule are those of the policy.
      if (decision === "deny") denials.inc({ rule });
      seconds.observe(latencyMs / 1000);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

/** A log that also counts what it writes, or only counts. What cannot be written is not counted: it is denied. */
export function countingLog(metrics: CallMetrics, log: CallLog | undefined): CallLog {
  return {
    write(call) {
      log?.write(call);
      metrics.count(call);
    },
    close: async () => log?.close(),
  };
}
