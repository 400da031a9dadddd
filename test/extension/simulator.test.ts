import assert from "node:assert/strict";
import { commands, type Tab, TabInputWebview, window } from "vscode";
import { cleanUp } from "./cleanUp";
import { fileUri, showFile, until } from "./editor";

suite("simulator", () => {
  teardown(cleanUp);

  test("opens on a tool of a policy, in a tab of its own", async () => {
    const { document } = await showFile("policy.json");
    assert.deepEqual(simulatorTabs(), []);
    await commands.executeCommand("mcpPolicy.simulateCall", {
      uri: document.uri.toString(),
      tool: "ai_invoice_plugins_reload",
    });
    const [tab] = await untilTabs(1);
    assert.equal(tab?.label, "Simulate: policy.json");
  });

  test("is opened once for each policy", async () => {
    for (const path of ["policy.json", "policy.json", "payments.policy.json"])
      await commands.executeCommand("mcpPolicy.simulateCall", { uri: fileUri(path).toString(), tool: "any" });
    const tabs = await untilTabs(2);
    assert.deepEqual(tabs.map(({ label }) => label).sort(), [
      "Simulate: payments.policy.json",
      "Simulate: policy.json",
    ]);
  });

  test("does not open on what is no policy, and takes no harm", async () => {
    for (const argument of [
      { uri: fileUri("ordinary.json").toString(), tool: "any" },
      { uri: fileUri("nowhere.policy.json").toString(), tool: "any" },
      { uri: "no address", tool: "any" },
    ])
      await commands.executeCommand("mcpPolicy.simulateCall", argument);
    assert.deepEqual(simulatorTabs(), []);
  });
});

function simulatorTabs(): Tab[] {
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith("mcpPolicy.simulator"));
}

function untilTabs(count: number): Promise<Tab[]> {
  return until(
    () => {
      const tabs = simulatorTabs();
      return tabs.length === count ? tabs : undefined;
    },
    () => `${count} tabs of the simulator, not ${simulatorTabs().length}`,
  );
}
