/** A policy in YAML that is pasted by the keys: pasted as it is, and offered as JSON beside it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const yaml = "version: '1'\ndefault: deny\ntools:\n  list_notes:\n    rules: []\n";

describe("Ctrl+V", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ "policy.json": "" });
    await workbench.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  });
  afterAll(() => workbench?.close());

  it("pastes YAML as it is, and its menu makes JSON of it", async () => {
    const { page } = workbench;
    await workbench.open("policy.json");
    // The tests have no types of the browser's.
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(yaml)})`);
    const menu = page.locator(".post-edit-widget");
    await workbench.gesture(async () => {
      await page.keyboard.press("Control+A");
      await page.keyboard.press("Control+V");
    }, menu);
    await eventually(async () => expect(await workbench.editorText()).toContain("list_notes:"));
    const offer = page.locator(".action-widget .monaco-list-row", { hasText: "Paste as a policy in JSON" });
    await workbench.gesture(() => menu.locator("a, .monaco-button").first().click(), offer);
    await workbench.picture("paste");
    await offer.click();
    await eventually(async () => expect(await workbench.editorText()).toContain('"list_notes": {}'));
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+S");
    await eventually(async () =>
      expect(JSON.parse(workbench.readFile("policy.json"))).toEqual({
        version: "1",
        default: "deny",
        tools: { list_notes: {} },
      }),
    );
    await page.keyboard.press("Control+Z");
    await eventually(async () => expect(await workbench.editorText()).toContain("list_notes:"));
  });
});
