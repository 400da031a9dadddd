import { Simulation } from "../../../client/src/simulator/state/simulation";
import type { DecisionChange, DecisionChangesParams } from "../../../server/src/protocol/decisionChanges";
import type { ProbeResult } from "../../../server/src/protocol/probe";
import type { SimulatedStep, SimulateParams, SimulateResult } from "../../../server/src/protocol/simulation";

/** A server that allows so many calls, and keeps every question that it was asked. */
export class FakeServer {
  asked: { readonly method: string; readonly params: unknown }[] = [];
  allowed = 10;
  broken = false;
  policyVersion = 1;
  cancelled = 0;
  /** Answers wait until the test lets them go. */
  held: (() => void)[] | undefined;

  async request<Answer>(method: string, params: unknown): Promise<Answer> {
    this.asked.push({ method, params });
    const { held, allowed } = this;
    if (held !== undefined) {
      await new Promise<void>((resolve) => held.push(resolve));
    }
    if (this.broken) {
      throw new Error("gone");
    }
    return this.answer(method, params, allowed) as Answer;
  }

  /** Counts the questions that were taken back. */
  cancel(): void {
    this.cancelled += 1;
  }

  /** How often a request was sent. */
  count(method: string): number {
    return this.asked.filter((question) => question.method === method).length;
  }

  private answer(method: string, params: unknown, allowed: number): unknown {
    switch (method) {
      case "mcpPolicy/callTemplate":
        return { text: '{ "host": "a" }' };
      case "mcpPolicy/argumentForm":
        return { fields: [] };
      case "mcpPolicy/tools":
        return { tools: [] };
      case "mcpPolicy/checkArguments":
        return checkArguments((params as { text: string }).text);
      case "mcpPolicy/simulate":
        return simulate(params as SimulateParams, allowed);
      case "mcpPolicy/verdictChanges":
        return { changes: [decisionChange((params as DecisionChangesParams).call)] };
      case "mcpPolicy/probe":
        return { tools: [probed], policy: [], notKnown: null };
      default:
        throw new Error(method);
    }
  }
}

const probed: ProbeResult["tools"][number] = {
  tool: "t",
  holes: [],
  notKnown: ["The rest."],
  attempts: [
    { kind: "path-escapes", arguments: { path: "/../etc" }, decision: "allow", says: "" },
    { kind: "path-escapes", arguments: { path: "/etc" }, decision: "deny", says: "Stopped by x." },
  ],
};

/** A simulation that asks this server, and what it said had changed. */
export function simulationOn(server: FakeServer, now = () => Date.parse("2026-05-06T14:32:41.500Z")) {
  const changes: boolean[] = [];
  const simulation = new Simulation("file:///policy.json", {
    request: <Answer>(method: string, params: unknown) => server.request<Answer>(method, params),
    newCancellation: () => ({ token: undefined, cancel: () => server.cancel(), dispose: () => {} }),
    now,
    policyVersion: () => server.policyVersion,
    changed: (reveal) => void changes.push(reveal),
  });
  return { simulation, changes };
}

function decisionChange(call: number): DecisionChange {
  const title = `Hide call ${call + 1}`;
  return { title, edits: [], decision: "deny", summary: "deny", alsoTurns: [], lines: [] };
}

function checkArguments(text: string): unknown {
  try {
    return { isJson: true, arguments: text.trim() === "" ? {} : JSON.parse(text), problems: [] };
  } catch {
    return { isJson: false, arguments: null, problems: [{ message: "A value is expected here.", range: null }] };
  }
}

function simulate({ calls }: SimulateParams, allowed: number): SimulateResult {
  const line = (number: number) => ({ start: { line: number, character: 0 }, end: { line: number, character: 9 } });
  const steps = calls.map((call, index): SimulatedStep => {
    const decision = index < allowed ? "allow" : "deny";
    return {
      decision,
      rule: decision === "allow" ? "" : "/tools/t/limits/t_rate",
      message: decision === "allow" ? null : "Enough.",
      response: null,
      responses: [],
      doubt: null,
      summary: decision,
      reason: { kind: decision === "allow" ? "allowed" : "limit" },
      range: line(index),
      trace: [{ check: "Limit", outcome: "pass", detail: "", range: line(100) }],
      counters: [],
      moreCounters: 0,
      assumptions: [],
      otherReadings: [],
      at: call.at ?? "",
      grant: call.grant ?? "default",
    };
  });
  return { steps, problems: [], problemsInWords: "" };
}
