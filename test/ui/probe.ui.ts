/** What gets past a policy: *Probe for Holes*, and *Attack this* in the simulator. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const policy = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "read_file": {
      "require": [
        {
          "conditions": [{ "path": "args.path", "op": "regex", "value": "^/srv/share/" }],
          "on_deny": "Only files of the share can be read."
        }
      ]
    },
    "ssh_execute": {
      "require": [
        {
          "conditions": [{ "path": "args.command", "op": "regex", "value": "^(?:uptime|df -h)$" }],
          "on_deny": "Only uptime and df -h can be run."
        }
      ],
      "limits": [{ "counter": "runs", "window": "hour", "max": 2, "scope": "grant" }]
    },
    "frobnicate": {}
  }
}
`;

describe("what gets past a policy", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ "policy.json": policy, ".vscode/settings.json": "{}" });
    await workbench.open("policy.json");
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  const rows = () => workbench.page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
  const frame = () => workbench.simulator();

  it("is a list of calls, with what was not judged below, and one key simulates a call", async () => {
    await workbench.run("MCP Policy: Probe for Holes…");
    await rows().filter({ hasText: "read_file" }).first().waitFor();
    const texts = (await rows().allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
    expect(texts[0]).toContain("/srv/share/../../etc/passwd");
    expect(texts.some((text) => text.includes("frobnicate") && text.includes("Nothing was judged"))).toBe(true);
    await workbench.picture("probe");
    await workbench.page.keyboard.press("Enter");
    await eventually(async () => expect(await frame().locator(".decision-word").innerText()).toMatch(/allowed/i));
  });

  it("is asked of one condition from the lightbulb", async () => {
    await workbench.page.locator('.tab[data-resource-name="policy.json"]').first().click();
    await workbench.goTo(16, 70);
    const choice = workbench.page.locator(".action-widget .monaco-list-row", {
      hasText: "Probe this condition for holes",
    });
    await workbench.gesture(() => workbench.page.keyboard.press("Control+."), choice.first());
    await workbench.gesture(async () => {
      if (!(await choice.first().isVisible())) await workbench.page.keyboard.press("Control+.");
      await choice
        .first()
        .click({ timeout: 2_500 })
        .catch(() => undefined);
    }, rows().filter({ hasText: "No call was found" }).first());
    const texts = await rows().allInnerTexts();
    expect(texts.some((text) => text.includes("read_file"))).toBe(false);
    await workbench.picture("probe of a condition");
    await workbench.page.keyboard.press("Escape");
  });

  it("is attacked in the simulator, and turns into calls by one key", async () => {
    const attack = frame().getByRole("button", { name: "Attack this" });
    await workbench.gesture(() => attack.press("Enter"), frame().locator(".attacks .attack-list.deny"));
    const through = frame().locator(".attack-list.allow .attack");
    expect(await through.first().innerText()).toContain("/srv/share/../../etc/passwd");
    expect(await frame().locator(".attack-list.deny .attack").allInnerTexts()).toContainEqual(
      expect.stringContaining("Stopped by /tools/read_file/require/args.path-regex"),
    );
    await workbench.picture("attacks", "attacks");
    const tried = await frame().locator(".attack").count();
    const makeAll = frame().getByRole("button", { name: "Make all calls" });
    await eventually(async () => expect(await makeAll.evaluate((each) => each.matches(":focus"))).toBe(true));
    await makeAll.press("Enter");
    await eventually(async () =>
      expect(await frame().locator(".call[role=option]").count()).toBeGreaterThanOrEqual(tried),
    );
    await workbench.picture("attacks made");
  });

  it("turns to stopped when the hole is closed", async () => {
    await workbench.page.locator('.tab[data-resource-name="policy.json"]').first().click();
    await workbench.goTo(8, 70);
    const fix = workbench.page.locator(".action-widget .monaco-list-row", { hasText: ".." }).first();
    await workbench.gesture(() => workbench.page.keyboard.press("Control+."), fix);
    await workbench.gesture(
      async () => {
        if (!(await fix.isVisible())) await workbench.page.keyboard.press("Control+.");
        await fix.click({ timeout: 2_500 }).catch(() => undefined);
      },
      frame().locator(".attacks [role=status]", { hasText: "0 get through" }),
    );
    await workbench.picture("attacks stopped");
  });

  it.each(["Default Light Modern", "Default High Contrast"] as const)("is readable in %s", async (theme) => {
    await workbench.useTheme(theme);
    await workbench.page.setViewportSize({ width: 1600, height: 1000 });
    await workbench.picture(`attacks ${theme}`);
    await workbench.run("MCP Policy: Probe for Holes…");
    await rows().filter({ hasText: "frobnicate" }).first().waitFor();
    await workbench.picture(`probe ${theme}`);
    await workbench.page.keyboard.press("Escape");
  });
});
