import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { callLimit } from "../../../client/src/simulator/state/callHistory";
import { pageState } from "../../../client/src/simulator/state/pageState";
import { FakeServer, simulationOn } from "./simulatorFakeServer";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** Lets everything that is under way come to rest, without the server's patience running out. */
const settle = () => vi.advanceTimersByTimeAsync(400);

async function opened(tool = "ssh_execute") {
  const server = new FakeServer();
  const { simulation, changes } = simulationOn(server);
  await simulation.openTool(tool);
  await settle();
  const page = () => pageState("policy.json", simulation);
  return { server, simulation, changes, page };
}

describe("opening a tool", () => {
  it("calls it at once with the template's arguments", async () => {
    const { simulation, page } = await opened();
    expect(simulation.calls).toEqual([
      {
        tool: "ssh_execute",
        arguments: { host: "a" },
        grant: "default",
        at: "2026-05-06T14:32:00.000Z",
        firstDecision: "allow",
      },
    ]);
    expect(page().selected?.step?.decision).toBe("allow");
    expect(page().draft.text).toBe('{ "host": "a" }');
  });

  it("continues with what was typed for the tool before", async () => {
    const { simulation, page } = await opened();
    simulation.next.editArguments('{ "host": "b" }');
    await simulation.openTool("other");
    expect(page().draft.text).toBe('{ "host": "a" }');
    await simulation.openTool("ssh_execute");
    expect(page().draft.text).toBe('{ "host": "b" }');
    expect(simulation.calls.map((call) => call.tool)).toEqual(["ssh_execute", "other", "ssh_execute"]);
  });

  it("gives the template back on request", async () => {
    const { simulation, page } = await opened();
    simulation.next.editArguments("{}");
    await simulation.next.useTemplate();
    expect(page().draft).toEqual({ text: '{ "host": "a" }', revision: 2 });
    expect(simulation.calls).toHaveLength(1);
  });
});

describe("calling", () => {
  it("sends the whole history, so that the eleventh quick call meets the limit", async () => {
    const { simulation, page } = await opened();
    for (let call = 2; call <= 11; call++) {
      void simulation.call("{}");
    }
    await settle();
    expect(page().calls.map((call) => call.decision)).toEqual([...Array(10).fill("allow"), "deny"]);
    expect(page().calls.at(-1)?.at).toBe("2026-05-06T14:32:10.000Z");
    expect(page().selected?.index).toBe(10);
  });

  it("keeps the order of calls that are made while the server is thinking", async () => {
    const { server, simulation } = await opened();
    server.held = [];
    void simulation.call('{ "n": 2 }');
    void simulation.call('{ "n": 3 }');
    for (let round = 0; round < 6; round++) {
      await vi.advanceTimersByTimeAsync(1);
      for (const release of server.held.splice(0)) {
        release();
      }
    }
    expect(simulation.calls.map((call) => call.arguments)).toEqual([{ host: "a" }, { n: 2 }, { n: 3 }]);
  });

  it("sends no arguments for a blank text", async () => {
    const { simulation } = await opened();
    await simulation.call("  ");
    expect(simulation.calls.at(-1)).not.toHaveProperty("arguments");
  });

  it("does not call with a text that is not JSON, and says so", async () => {
    const { simulation, page } = await opened();
    await simulation.call('{ "host": ');
    expect(simulation.calls).toHaveLength(1);
    expect(page().check).toMatchObject({ isJson: false, problems: [{ message: "A value is expected here." }] });
  });

  it("takes a blank grant for the default one", async () => {
    const { simulation } = await opened();
    simulation.next.grant = " ";
    await simulation.call("{}");
    simulation.next.grant = " ops ";
    await simulation.call("{}");
    expect(simulation.calls.map((call) => call.grant)).toEqual(["default", "default", "ops"]);
  });

  it("reveals the text that decided, once for each call", async () => {
    const { simulation, changes } = await opened();
    expect(changes.filter((reveal) => reveal)).toHaveLength(1);
    expect(simulation.markedRange?.start.line).toBe(0);
    simulation.policyChanged();
    await settle();
    expect(changes.filter((reveal) => reveal)).toHaveLength(1);
  });

  it("stops at the limit of the history, and says so", async () => {
    const { simulation, page } = await opened();
    for (let call = 0; call < callLimit + 3; call++) {
      void simulation.call("{}");
    }
    await settle();
    expect(simulation.calls).toHaveLength(callLimit);
    expect(page().notice?.text).toContain("keeps 500 calls");
  });

  it("forgets everything on reset, also calls that are on their way", async () => {
    const { simulation, page } = await opened();
    void simulation.call("{}");
    simulation.reset();
    await settle();
    expect(page()).toMatchObject({ calls: [], selected: null, selectedCheck: null });
    await simulation.call("{}");
    expect(simulation.calls[0]?.at).toBe("2026-05-06T14:32:00.000Z");
  });
});

describe("following the policy", () => {
  it("decides all calls anew when the typing pauses", async () => {
    const { server, simulation } = await opened();
    const before = server.count("mcpPolicy/simulate");
    for (let key = 0; key < 5; key++) {
      simulation.policyChanged();
      await vi.advanceTimersByTimeAsync(50);
    }
    await settle();
    expect(server.count("mcpPolicy/simulate")).toBe(before + 1);
  });

  it("marks a decision that an edit has changed, and unmarks it when it is changed back", async () => {
    const { server, simulation, page } = await opened();
    server.allowed = 0;
    simulation.policyChanged();
    await settle();
    expect(page().calls[0]).toMatchObject({ decision: "deny", was: "allow" });
    server.allowed = 10;
    simulation.policyChanged();
    await settle();
    expect(page().calls[0]).toMatchObject({ decision: "allow", was: null });
  });

  it("drops the answer to a question that a later one has overtaken", async () => {
    const { server, simulation, page } = await opened();
    server.held = [];
    server.allowed = 0;
    simulation.policyChanged();
    await vi.advanceTimersByTimeAsync(150);
    server.allowed = 10;
    simulation.policyChanged();
    await vi.advanceTimersByTimeAsync(150);
    const [first, second] = server.held.splice(0);
    second?.();
    await vi.advanceTimersByTimeAsync(1);
    first?.();
    await vi.advanceTimersByTimeAsync(1);
    expect(server.cancelled).toBeGreaterThan(0);
    expect(page().calls[0]).toMatchObject({ decision: "allow", was: null });
  });

  it("marks the selected check, and the text that decided when none is selected", async () => {
    const { simulation } = await opened();
    simulation.selectCheck(0);
    expect(simulation.markedRange?.start.line).toBe(100);
    simulation.selectCheck(7);
    simulation.policyChanged();
    await settle();
    expect(simulation.selectedCheck).toBeNull();
    expect(simulation.markedRange?.start.line).toBe(0);
  });
});

describe("checking arguments", () => {
  it("asks when the typing pauses, and drops answers to older texts", async () => {
    const { server, simulation, page } = await opened();
    const before = server.count("mcpPolicy/checkArguments");
    for (const text of ["{", '{"a"', '{"a":1}']) {
      simulation.next.editArguments(text);
      await vi.advanceTimersByTimeAsync(20);
    }
    await settle();
    expect(server.count("mcpPolicy/checkArguments")).toBe(before + 1);
    expect(page().check).toEqual({ text: '{"a":1}', isJson: true, problems: [] });
  });
});

describe("when something is away", () => {
  it("keeps the decisions while the server does not answer, and goes on when it does", async () => {
    const { server, simulation, page } = await opened();
    server.broken = true;
    simulation.policyChanged();
    await settle();
    expect(page().notice?.action).toBe("retry");
    expect(page().selected?.step?.decision).toBe("allow");
    server.broken = false;
    await simulation.retry();
    expect(page().notice).toBeNull();
  });

  it("opens the tool on a retry, when the server was away at the start", async () => {
    const server = new FakeServer();
    server.broken = true;
    const { simulation } = simulationOn(server);
    await simulation.openTool("ssh_execute");
    expect(simulation.calls).toHaveLength(0);
    server.broken = false;
    await simulation.retry();
    expect(simulation.calls).toHaveLength(1);
  });

  it("says that it waits when the server is slow", async () => {
    const { server, simulation, page } = await opened();
    server.held = [];
    simulation.policyChanged();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(page().notice).toEqual({ text: "Waiting for the language server…", action: null });
  });

  it("keeps the calls of a closed policy, and decides them when it is open again", async () => {
    const { server, simulation, page } = await opened();
    simulation.setPolicyPresence("closed");
    await simulation.call("{}");
    expect(page().notice?.action).toBe("open-policy");
    expect(simulation.calls).toHaveLength(1);
    const before = server.count("mcpPolicy/simulate");
    simulation.setPolicyPresence("open");
    await settle();
    expect(server.count("mcpPolicy/simulate")).toBe(before + 1);
    expect(page().notice).toBeNull();
  });
});
