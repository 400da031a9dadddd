/** What comes back with its tab when the window was reloaded, and what becomes of anything else that is there. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { callLimit } from "../../../client/src/simulator/state/callHistory";
import { pageState } from "../../../client/src/simulator/state/pageState";
import { parseSavedSimulation } from "../../../client/src/simulator/state/savedSimulation";
import { withoutDecision } from "../../../client/src/simulator/state/withoutDecision";
import { FakeServer, simulationOn } from "./simulatorFakeServer";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(400);

/** A simulation with some calls, as it comes through a reload. */
async function reloaded(allowed: number) {
  const before = simulationOn(new FakeServer()).simulation;
  await before.openTool("ssh_execute");
  before.next.chooseTimes(3);
  before.next.editGrant("ops");
  before.next.chooseTimeStep("minute");
  await before.call('{ "host": "b" }');
  await settle();
  before.selectCall(1);
  before.next.editArguments('{ "host": ');
  before.next.editInstant("2026-05-07");
  const saved = parseSavedSimulation(JSON.parse(JSON.stringify(before.saved)));
  const server = new FakeServer();
  server.allowed = allowed;
  const { simulation } = simulationOn(server);
  if (saved !== undefined) await simulation.restore(saved);
  await settle();
  return { before, simulation, server, page: pageState("policy.json", simulation) };
}

describe("a reload", () => {
  it("brings the calls and all that was typed back", async () => {
    const { before, simulation, page } = await reloaded(10);
    expect(simulation.calls).toEqual(before.calls);
    expect(simulation.saved).toEqual(before.saved);
    expect(page).toMatchObject({
      tool: { name: "ssh_execute" },
      draft: { text: '{ "host": ' },
      check: { isJson: false },
      typed: { grant: "ops", times: 3, instant: "2026-05-07" },
      timeStep: "minute",
      selected: { index: 1, step: { decision: "allow" } },
    });
  });

  it("makes no call of its own, and says what the policy has turned meanwhile", async () => {
    const { server, page } = await reloaded(3);
    expect(server.count("mcpPolicy/callTemplate")).toBe(0);
    expect(page.calls.map(({ decision, was }) => [decision, was])).toEqual([
      ["allow", null],
      ["allow", null],
      ["allow", null],
      ["deny", "allow"],
    ]);
  });
});

describe("a reload without the policy", () => {
  it("does not say that the calls are being decided", async () => {
    const { before } = await reloaded(10);
    const { simulation } = simulationOn(new FakeServer());
    simulation.setPolicyPresence("closed");
    await simulation.restore(before.saved);
    await settle();
    const page = pageState("policy.json", simulation);
    expect(page.calls).toMatchObject([{ decision: null }, { decision: null }, { decision: null }, { decision: null }]);
    expect(withoutDecision(page)).toBe("Not decided");
    simulation.setPolicyPresence("open");
    expect(withoutDecision(pageState("policy.json", simulation))).toBe("Deciding…");
    await settle();
    expect(pageState("policy.json", simulation).calls[3]?.decision).toBe("allow");
  });
});

describe("what stands where a simulation was kept", () => {
  const policy = "file:///policy.json";
  const call = { tool: "t", grant: "g", at: "2026-05-06T14:32:00.000Z", firstDecision: null };

  it.each([undefined, null, "x", [], {}, { policy: 1 }, { policy: "" }, { policy: "p".repeat(5_000) }])(
    "is no simulation: %j",
    (value) => {
      expect(parseSavedSimulation(value)).toBeUndefined();
    },
  );

  it("is taken as far as it makes sense", () => {
    const nothing = {
      policy,
      tool: null,
      text: "{}",
      grant: "default",
      timeStep: "second",
      times: 1,
      instant: "",
      calls: [],
      selectedCall: null,
    };
    expect(parseSavedSimulation({ policy })).toEqual(nothing);
    expect(
      parseSavedSimulation({
        policy,
        tool: 1,
        text: "x".repeat(1_000_001),
        grant: {},
        timeStep: "year",
        times: -3,
        instant: [],
        calls: {},
        selectedCall: "0",
      }),
    ).toEqual(nothing);
  });

  it("is calls, and what is none is left out", () => {
    const calls = [
      call,
      null,
      { ...call, tool: undefined },
      { ...call, at: "soon" },
      { ...call, grant: 3 },
      { ...call, arguments: { a: 1 }, firstDecision: "maybe", extra: true },
    ];
    expect(parseSavedSimulation({ policy, calls, selectedCall: 7 })).toMatchObject({
      calls: [call, { ...call, arguments: { a: 1 } }],
      selectedCall: 1,
    });
    expect(parseSavedSimulation({ policy, calls: [call, call], selectedCall: "0" })?.selectedCall).toBe(1);
  });

  it("is bounded in number and in length", () => {
    const many = Array.from({ length: callLimit + 5 }, () => call);
    expect(parseSavedSimulation({ policy, calls: many })?.calls).toHaveLength(callLimit);
    const long = Array.from({ length: 5 }, () => ({ ...call, arguments: "x".repeat(300_000) }));
    expect(parseSavedSimulation({ policy, calls: long })?.calls).toHaveLength(3);
    expect(parseSavedSimulation({ policy, times: 1e9 })?.times).toBe(callLimit);
  });
});
