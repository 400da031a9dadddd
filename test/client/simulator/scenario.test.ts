import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { leftOutInWords } from "../../../client/src/simulator/host/importedInWords";
import { callLimit, typedInstant } from "../../../client/src/simulator/state/callHistory";
import { pageState } from "../../../client/src/simulator/state/pageState";
import { readCalls } from "../../../server/src/service/simulation/readCalls";
import { FakeServer, simulationOn } from "./simulatorFakeServer";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTimeAsync(400);

async function opened() {
  const server = new FakeServer();
  const { simulation } = simulationOn(server);
  await simulation.openTool("t");
  await settle();
  const page = () => pageState("policy.json", simulation);
  /** "12:00:01 t allow", one a line. */
  const lines = () => page().calls.map(({ at, tool, decision }) => `${at.slice(11, 19)} ${tool} ${decision}`);
  return { server, simulation, page, lines };
}

describe("repeating a call", () => {
  it("makes it so often, a time step apart", async () => {
    const { simulation, lines } = await opened();
    simulation.next.chooseTimes(3);
    simulation.next.chooseTimeStep("30 seconds");
    await simulation.call("{}");
    await settle();
    expect(lines()).toEqual(["14:32:00 t allow", "14:32:30 t allow", "14:33:00 t allow", "14:33:30 t allow"]);
  });

  it("stops at the most calls that a simulation keeps", async () => {
    const { simulation } = await opened();
    simulation.next.chooseTimes(callLimit + 100);
    await simulation.call("{}");
    expect(simulation.calls).toHaveLength(callLimit);
  });

  it("makes the first call of a tool once, however often the next one is made", async () => {
    const { simulation } = await opened();
    simulation.next.chooseTimes(5);
    await simulation.openTool("other");
    expect(simulation.calls).toHaveLength(2);
  });
});

describe("a call that is shown elsewhere", () => {
  it("is made at once, with its own arguments", async () => {
    const { simulation, lines } = await opened();
    await simulation.openCall("other", '{"path":"/etc/passwd"}');
    await settle();
    expect(lines()).toEqual(["14:32:00 t allow", "14:32:01 other allow"]);
    expect(simulation.calls[1]?.arguments).toEqual({ path: "/etc/passwd" });
    expect(simulation.next.draft.text).toBe('{"path":"/etc/passwd"}');
  });
});

describe("the instant of a call", () => {
  it("is the typed one, once", async () => {
    const { simulation, lines, page } = await opened();
    simulation.next.editInstant("2026-05-07 09:30");
    await simulation.call("{}");
    expect(page().typed.instant).toBe("");
    await simulation.call("{}");
    await settle();
    expect(lines().slice(1)).toEqual(["09:30:00 t allow", "09:30:01 t allow"]);
  });

  it("makes no call while it cannot be read, and keeps what was typed", async () => {
    const { simulation, page } = await opened();
    simulation.next.editInstant("tomorrow");
    await simulation.call("{}");
    expect(page()).toMatchObject({ typed: { instant: "tomorrow" }, isInstantReadable: false });
    expect(simulation.calls).toHaveLength(1);
  });

  it.each([
    ["2026-05-06", "2026-05-06T00:00:00.000Z"],
    ["2026-05-06 14:32", "2026-05-06T14:32:00.000Z"],
    [" 2026-05-06T14:32:10Z ", "2026-05-06T14:32:10.000Z"],
    ["2026-05-06t14:32:10.5z", "2026-05-06T14:32:10.500Z"],
    ["", ""],
    ["2026-13-06", undefined],
    ["2026-05-06 25:00", undefined],
    ["14:32", undefined],
    ["2026-05-06 14:32 UTC+2", undefined],
  ])("reads %j", (text, instant) => {
    expect(typedInstant(text)).toBe(instant);
  });
});

describe("the order of the calls", () => {
  const three = async () => {
    const session = await opened();
    session.server.allowed = 2;
    await session.simulation.openTool("u");
    await session.simulation.openTool("v");
    await settle();
    return session;
  };

  it("changes, while the instants stay", async () => {
    const { simulation, lines, page } = await three();
    expect(lines()).toEqual(["14:32:00 t allow", "14:32:01 u allow", "14:32:02 v deny"]);
    simulation.moveCall(2, -1);
    await settle();
    expect(lines()).toEqual(["14:32:00 t allow", "14:32:01 v allow", "14:32:02 u deny"]);
    expect(page().selected?.index).toBe(1);
    // No edit of the policy is to blame.
    expect(page().calls.map(({ was }) => was)).toEqual([null, null, null]);
    expect(page().turnedByEdit).toEqual([]);
  });

  it("keeps decisions on show until the new ones are there", async () => {
    const { server, simulation, lines, page } = await three();
    server.held = [];
    simulation.moveCall(2, -1);
    expect(lines()).toEqual(["14:32:00 t allow", "14:32:01 v deny", "14:32:02 u allow"]);
    expect(page().selected?.step?.decision).toBe("deny");
    simulation.removeCall(0);
    expect(lines()).toEqual(["14:32:01 v deny", "14:32:02 u allow"]);
    expect(page().selected?.step?.decision).toBe("deny");
  });

  it("and an edit of the policy at once blames none of what was not decided yet on the edit", async () => {
    const { server, simulation, page } = await three();
    simulation.moveCall(2, -1);
    server.allowed = 3;
    simulation.policyChanged();
    await settle();
    expect(page().calls.map(({ decision }) => decision)).toEqual(["allow", "allow", "allow"]);
    expect(page().turnedByEdit).toEqual([]);
  });

  it("stays as it is at the ends", async () => {
    const { simulation, lines } = await three();
    const before = lines();
    simulation.moveCall(2, 1);
    simulation.moveCall(0, -1);
    simulation.moveCall(7, 1);
    await settle();
    expect(lines()).toEqual(before);
  });

  it("has one call less, and selects its successor", async () => {
    const { simulation, lines, page } = await three();
    simulation.removeCall(1);
    await settle();
    expect(lines()).toEqual(["14:32:00 t allow", "14:32:02 v allow"]);
    expect(page().selected).toMatchObject({ index: 1, tool: "v" });
    simulation.removeCall(1);
    simulation.removeCall(0);
    await settle();
    expect(page()).toMatchObject({ calls: [], selected: null });
  });
});

describe("what is typed beside the arguments", () => {
  it("is the page's until the host makes it another", async () => {
    const { simulation, page } = await opened();
    simulation.next.editGrant("a");
    simulation.next.chooseTimes(2);
    simulation.next.editInstant("2026-05-07 09:30");
    expect(page().typed.revision).toBe(0);
    await simulation.call("{}");
    expect(page().typed).toEqual({ grant: "a", times: 2, instant: "", revision: 1 });
    await simulation.next.prepare("u", "{}", "b");
    expect(page().typed).toMatchObject({ grant: "b", revision: 2 });
  });
});

describe("an edit of the policy", () => {
  it("is said to have changed decisions, counted from before the typing began", async () => {
    const { server, simulation, page } = await opened();
    simulation.next.chooseTimes(3);
    await simulation.call("{}");
    await settle();
    server.allowed = 1;
    simulation.policyChanged();
    await settle();
    expect(page().turnedByEdit).toEqual([1, 2, 3]);
    // Still the same burst of typing.
    server.allowed = 3;
    simulation.policyChanged();
    await settle();
    expect(page().turnedByEdit).toEqual([3]);
    await vi.advanceTimersByTimeAsync(5_000);
  });

  it("is a new one after a pause", async () => {
    const server = new FakeServer();
    const { simulation } = simulationOn(server, () => Date.now());
    await simulation.openTool("t");
    simulation.next.chooseTimes(3);
    await simulation.call("{}");
    await settle();
    server.allowed = 2;
    simulation.policyChanged();
    await settle();
    expect(simulation.turnedByEdit).toEqual([2, 3]);
    await vi.advanceTimersByTimeAsync(5_000);
    server.allowed = 3;
    simulation.policyChanged();
    await settle();
    expect(simulation.turnedByEdit).toEqual([2]);
  });
});

describe("the edits that would change the decision", () => {
  const asked = (server: FakeServer) => server.asked.filter(({ method }) => method === "mcpPolicy/verdictChanges");

  it("are looked for only while they are on show", async () => {
    const { server, simulation, page } = await opened();
    expect(asked(server)).toEqual([]);
    simulation.wantChangingEdits(true);
    await settle();
    expect(asked(server).at(-1)?.params).toMatchObject({ textDocument: { uri: "file:///policy.json" }, call: 0 });
    expect(page().changes).toMatchObject([{ title: "Hide call 1" }]);
    expect(page().changes).not.toHaveProperty("0.edits");
  });

  it("are those of the selected call and of the newest text", async () => {
    const { server, simulation, page } = await opened();
    simulation.wantChangingEdits(true);
    await simulation.call("{}");
    await settle();
    expect(page().changes).toMatchObject([{ title: "Hide call 2" }]);
    simulation.selectCall(0);
    expect(page().changes).toBeNull();
    await settle();
    expect(page().changes).toMatchObject([{ title: "Hide call 1" }]);
    server.policyVersion = 2;
    simulation.policyChanged();
    await settle();
    expect(simulation.changingEdits.version).toBe(2);
  });

  it("say that nobody answered", async () => {
    const { server, simulation, page } = await opened();
    server.broken = true;
    simulation.wantChangingEdits(true);
    await settle();
    expect(page().changes).toBe("failed");
  });
});

describe("a log", () => {
  const log = [
    '{"name":"ssh_execute","arguments":{"command":"ls"},"at":"2026-05-06T10:00:00Z","grant":"ci"}',
    "",
    '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"t","arguments":{}}}',
    '{"jsonrpc":"2.0","id":1,"result":{}}',
    '{"tool":"t","decision":"allow","arguments":["a"]}',
    "oops",
    '{"name":"t","arguments":{"a":1}}',
  ].join("\r\n");

  it("is read line by line, and what is no call is counted", () => {
    expect(readCalls(log, 2)).toEqual({
      calls: [
        { tool: "ssh_execute", arguments: { command: "ls" }, at: "2026-05-06T10:00:00.000Z", grant: "ci" },
        { tool: "t", arguments: {} },
      ],
      withoutArguments: 1,
      unreadable: 1,
      firstUnreadable: { line: 6, why: "not JSON" },
      left: 1,
      notes: [],
    });
  });

  it("becomes calls of the scenario; without an instant a call follows by a second", async () => {
    const { simulation, lines } = await opened();
    await simulation.call("{}");
    expect(simulation.addRecordedCalls(readCalls(log, 10).calls)).toBe(3);
    await settle();
    expect(lines()).toEqual([
      "14:32:00 t allow",
      "14:32:01 t allow",
      "10:00:00 ssh_execute allow",
      "10:00:01 t allow",
      "10:00:02 t allow",
    ]);
    expect(simulation.calls[2]?.grant).toBe("ci");
  });

  it("takes the place of the call that nobody has asked for", async () => {
    const { simulation, lines } = await opened();
    expect(simulation.addRecordedCalls(readCalls(log, 10).calls)).toBe(3);
    await settle();
    expect(lines()).toEqual(["10:00:00 ssh_execute allow", "10:00:01 t allow", "10:00:02 t allow"]);
    expect(simulation.addRecordedCalls(readCalls(log, 1).calls)).toBe(1);
    await settle();
    expect(lines()).toHaveLength(4);
  });

  it("that does not fit is said to be cut", async () => {
    const { simulation } = await opened();
    await simulation.call("{}");
    simulation.removeCall(0);
    const calls = Array.from({ length: callLimit }, () => ({ tool: "t", arguments: {} }));
    const taken = simulation.addRecordedCalls(calls);
    expect(taken).toBe(callLimit - 1);
    const read = { calls, withoutArguments: 0, unreadable: 0, firstUnreadable: null, left: 2, notes: [] };
    expect(leftOutInWords(read, taken)).toBe("499 calls were imported. 3 do not fit: a simulation keeps 500.");
    expect(leftOutInWords({ ...read, left: 0 }, callLimit)).toBeUndefined();
    const one = {
      calls: calls.slice(0, 1),
      withoutArguments: 1,
      unreadable: 1,
      firstUnreadable: null,
      left: 1,
      notes: [],
    };
    expect(leftOutInWords({ ...one, firstUnreadable: { line: 2, why: "not JSON" } }, 1)).toBe(
      "1 call was imported. 1 does not fit: a simulation keeps 500; 1 is of a log that keeps no arguments; 1 line is not a call (line 2: not JSON).",
    );
  });
});
