/** A reviewer at one's side: an old policy is fixed from the lightbulb, a counter renamed, the top lens read. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually, openWorkbench, type Workbench } from "./workbench";

/** The dialect that the vendor's FAQ still prints: what people paste. */
const oldPolicy = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "odoo_read": { "action": "allow" },
    "odoo_unlink": { "action": "deny", "reason": "Records are deleted by a person." },
    "odoo_write": { "rate_limit": { "max": 20, "window": 60 } },
    "odoo_create": { "rate_limit": "30/hour" }
  }
}
`;

const limits = `{
  "version": "1",
  "default": "deny",
  "hide": ["odoo_unlink"],
  "tools": {
    "odoo_read": {},
    "ssh_execute": {},
    "odoo_write": {
      "limits": [
        { "counter": "odoo_write_rate", "window": "minute", "max": 30, "scope": "grant" }
      ]
    }
  }
}
`;

describe("fixing a policy", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench(
      { "old.policy.json": oldPolicy, "limits.policy.json": limits },
      { settings: { "editor.accessibilitySupport": "off" } },
    );
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  const active = (selector: string) => workbench.page.locator(`.editor-group-container.active ${selector}`);
  const actions = () => workbench.page.locator(".action-widget .monaco-list-row.action");
  const saved = async (file: string) => {
    await workbench.page.keyboard.press("Control+S");
    return workbench.readFile(file);
  };

  it("of the old dialect makes it valid, from the lightbulb", async () => {
    await workbench.open("old.policy.json");
    await active(".squiggly-error, .squiggly-warning").first().waitFor();
    await workbench.goTo(5, 24);
    await workbench.gesture(() => workbench.page.keyboard.press("Control+."), actions());
    await workbench.picture("lightbulb", "lightbulb");
    await actions().filter({ hasText: "Fix all problems" }).first().click();
    await eventually(async () =>
      expect(JSON.parse(await saved("old.policy.json")).tools).toEqual({
        odoo_read: {},
        odoo_unlink: { deny_if: [{ conditions: [], on_deny: "Records are deleted by a person." }] },
        odoo_write: {
          limits: [{ counter: "odoo_write_rate", window: "minute", max: 20, scope: "grant" }],
        },
        odoo_create: { limits: [{ counter: "odoo_create_rate", window: "hour", max: 30, scope: "grant" }] },
      }),
    );
    await eventually(async () => expect(await active(".squiggly-error, .squiggly-warning").count()).toBe(0));
    await workbench.picture("fixed");
  });

  it("says on top what the policy does with the server's tools", async () => {
    await workbench.open("limits.policy.json");
    await eventually(async () =>
      expect(await active(".codelens-decoration a").first().innerText()).toMatch(
        /180 tools: 2 allowed · 1 limited · 1 hidden · 176 denied — 1 high-risk tool open/,
      ),
    );
    await workbench.picture("consequences", "consequences");
  });

  it("renames a counter", async () => {
    await workbench.open("limits.policy.json");
    await workbench.goTo(10, 26);
    const box = workbench.page.locator(".rename-box input:visible");
    await workbench.gesture(() => workbench.page.keyboard.press("F2"), box);
    await box.fill("writes_per_minute");
    await box.press("Enter");
    await eventually(async () =>
      expect(JSON.parse(await saved("limits.policy.json")).tools.odoo_write.limits[0].counter).toBe(
        "writes_per_minute",
      ),
    );
    expect((await saved("limits.policy.json")).replace("writes_per_minute", "odoo_write_rate")).toBe(limits);
  });

  it("explains a rule, on a page that leads to the others", async () => {
    await workbench.open("limits.policy.json");
    await workbench.goTo(7, 10);
    await active(".squiggly-warning").first().waitFor();
    const page = workbench.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
    const explain = actions().filter({ hasText: "Explain open-dangerous-tool" }).first();
    // A menu that is drawn again loses a click.
    await workbench.gesture(
      async () => {
        if (await workbench.page.locator("iframe.webview.ready").isVisible()) return;
        await workbench.gesture(() => workbench.page.keyboard.press("Control+."), actions());
        await explain.click();
      },
      page.getByRole("heading", { name: "open-dangerous-tool" }),
    );
    await workbench.picture("rule page");
    const all = page.getByRole("heading", { name: "Rules", exact: true });
    await workbench.gesture(() => page.getByRole("link", { name: "All rules" }).click({ timeout: 5_000 }), all);
  });

  it("silences a rule for one tool by the settings, and leaves the policy alone", async () => {
    await workbench.open("limits.policy.json");
    await workbench.goTo(7, 10);
    await active(".squiggly-warning").first().waitFor();
    await workbench.gesture(() => workbench.page.keyboard.press("Control+."), actions());
    await actions().filter({ hasText: 'for "ssh_execute", for me (settings)' }).first().click();
    await eventually(async () => expect(await active(".squiggly-warning").count()).toBe(0));
    expect(JSON.parse(workbench.readFile(".vscode/settings.json"))["mcpPolicy.silencedTools"]).toEqual({
      "open-dangerous-tool": ["ssh_execute"],
    });
  });
});
