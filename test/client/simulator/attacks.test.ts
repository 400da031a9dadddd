/** Attacks in the simulator: asked for once, again at each edit, and made as calls that no limit counts together. */
import { expect, it, vi } from "vitest";
import { parsePageMessage } from "../../../client/src/simulator/state/messages";
import { pageState } from "../../../client/src/simulator/state/pageState";
import { FakeServer, simulationOn } from "./simulatorFakeServer";

async function attacked() {
  const server = new FakeServer();
  const { simulation } = simulationOn(server);
  await simulation.openTool("t");
  await simulation.attacks.turnTo("t");
  return { server, simulation };
}

it("are shown by what became of them", async () => {
  const { simulation } = await attacked();
  expect(pageState("policy.json", simulation).attacks).toEqual({
    tool: "t",
    calls: [
      { kind: "path-escapes", args: 'path: "/../etc"', decision: "allow", says: "" },
      { kind: "path-escapes", args: 'path: "/etc"', decision: "deny", says: "Stopped by x." },
    ],
    notKnown: ["The rest."],
  });
  await simulation.attacks.turnTo(null);
  expect(pageState("policy.json", simulation).attacks).toBeNull();
});

it("become calls a day apart, and take the place of the one that opening has made", async () => {
  const { simulation } = await attacked();
  simulation.addAttacks();
  expect(simulation.calls.map(({ arguments: args, at }) => [args, at])).toEqual([
    [{ path: "/../etc" }, "2026-05-06T14:32:00.000Z"],
    [{ path: "/etc" }, "2026-05-07T14:32:00.000Z"],
  ]);
  simulation.addAttacks(1);
  expect(simulation.calls.at(-1)).toMatchObject({ arguments: { path: "/etc" }, at: "2026-05-08T14:32:00.000Z" });
});

it("are tried again when the policy is edited", async () => {
  const { server, simulation } = await attacked();
  simulation.policyChanged();
  await vi.waitFor(() => expect(server.count("mcpPolicy/probe")).toBe(2));
});

it("say that nobody answered", async () => {
  const { server, simulation } = await attacked();
  server.broken = true;
  await simulation.attacks.again();
  expect(simulation.attacks.shown?.calls).toBe("failed");
  expect(simulation.attacks.calls("2026-05-06T14:32:00.000Z")).toEqual([]);
});

it("are messages of the page", () => {
  for (const type of ["attack", "end-attack", "save-attacks"]) expect(parsePageMessage({ type })).toEqual({ type });
  expect(parsePageMessage({ type: "add-attacks", index: null })).toEqual({ type: "add-attacks", index: null });
  expect(parsePageMessage({ type: "add-attacks", index: -1 })).toBeUndefined();
});
