import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { seedPolicy } from "./seedPolicy";
import { eventually, openWorkbench, type Workbench } from "./workbench";

describe("writing the seed's policy with completions alone", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    // The empty one that is not open has a problem of its own.
    workbench = await openWorkbench(
      { "policy.json": "", "by-hand.policy.json": "" },
      { settings: { "mcpPolicy.workspaceDiagnostics.enable": false } },
    );
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  const suggestions = () => workbench.page.locator(".suggest-widget.visible .monaco-list-row");

  /** Opens the list and waits until an item is on it. */
  const suggest = (label: string) =>
    workbench.gesture(() => workbench.page.keyboard.press("Control+Space"), suggestions().filter({ hasText: label }));

  /** Accepts an item of the open list by name. */
  const accept = async (label: string, detail = "") => {
    const row = suggestions().filter({ hasText: label }).filter({ hasText: detail }).first();
    for (let step = 0; step < 30 && !(await row.getAttribute("class"))?.includes("focused"); step++)
      await workbench.page.keyboard.press("ArrowDown");
    await workbench.page.keyboard.press("Enter");
    await workbench.page
      .locator(".suggest-widget.visible")
      .waitFor({ state: "hidden" })
      .catch(() => undefined);
  };

  /** The whole text of the file, as saving writes it. */
  const saved = async (file: string) => {
    await workbench.page.keyboard.press("Escape");
    await workbench.page.keyboard.press("Control+S");
    return workbench.readFile(file);
  };

  const noProblems = async () => {
    await eventually(async () =>
      expect(await workbench.page.locator(".editor-group-container.active .squiggly-error").count()).toBe(0),
    );
    await eventually(async () =>
      expect(await workbench.page.locator(".statusbar-item#status\\.problems").getAttribute("aria-label")).toMatch(
        /No Problems/i,
      ),
    );
  };

  it("the whole recommended rule is one item", async () => {
    await workbench.open("policy.json");
    await suggest("policy");
    await accept("policy", "Deny by default");
    await eventually(async () => expect(await workbench.editorText()).toContain('"tools": {'));
    // Word parts are enough: ai, plugins, reload.
    await workbench.page.keyboard.type('"aiplre', { delay: 30 });
    await suggestions().filter({ hasText: "recommended rule" }).first().waitFor();
    await workbench.page.keyboard.press("ArrowDown");
    await workbench.gesture(
      () => workbench.page.keyboard.press("Control+Space"),
      workbench.page.locator(".suggest-details:visible", { hasText: "Loads the Python pipeline plugins" }),
    );
    await workbench.picture("completion", "completion");
    await accept("ai_invoice_plugins_reload", "recommended rule");
    await eventually(async () => expect(JSON.parse(await saved("policy.json"))).toEqual(JSON.parse(seedPolicy)));
    await noProblems();
    expect(`${(await saved("policy.json")).trim()}\n`).toBe(seedPolicy);
  });

  it("each part can be chosen by itself", async () => {
    await workbench.open("by-hand.policy.json");
    await suggest("policy");
    await accept("policy", "Deny by default");
    await eventually(async () => expect(await workbench.editorText()).toContain('"tools": {'));
    await suggest("ai_invoice_plugins_reload");
    // The first item is the recommended rule; the plain one tells the risk.
    await accept("ai_invoice_plugins_reload", "High");
    await eventually(async () => expect(await workbench.editorText()).toContain('"ai_invoice_plugins_reload": {'));
    await suggest("limits");
    await accept("limits", "Quotas");
    await eventually(async () => expect(await workbench.editorText()).toContain('"limits": ['));
    await suggest("limit per minute");
    await accept("limit per minute");
    await eventually(async () =>
      expect(JSON.parse(await saved("by-hand.policy.json"))).toEqual(JSON.parse(seedPolicy)),
    );
    await noProblems();
  });
});
