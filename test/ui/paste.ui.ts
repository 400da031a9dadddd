/** A policy in YAML that is pasted by the keys: pasted as it is, and offered as JSON beside it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const yaml = "version: '1'\ndefault: deny\ntools:\n  list_notes:\n    rules: []\n";

describe("Ctrl+V", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ "policy.json": "{}" });
    await workbench.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  });
  afterAll(() => workbench?.close());

  it("pastes YAML as it is, and its menu makes JSON of it", async () => {
    const { page } = workbench;
    await workbench.open("policy.json");
    // The tests have no types of the browser's.
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(yaml)})`);
    const menu = page.locator(".post-edit-widget");
    const paste = async () => {
      await page.keyboard.press("Control+A");
      await page.keyboard.press("Control+V");
    };
    await workbench.gesture(paste, menu);
    await eventually(async () => expect(await workbench.editorText()).toContain("list_notes:"));
    const offer = page.locator(".action-widget .monaco-list-row", { hasText: "Paste as a policy in JSON" });
    const open = () => menu.locator("a, .monaco-button").first().click({ timeout: 2_500 });
    await workbench.gesture(open, offer);
    await workbench.picture("paste");
    // A row that is drawn again while it is clicked does nothing, and the list or the whole menu may be gone by then.
    const choose = async () => {
      try {
        if (!(await menu.isVisible())) await paste();
        if (!(await offer.isVisible())) await open();
        await offer.click({ timeout: 2_500 });
      } catch {
        // The next attempt opens it again.
      }
    };
    await workbench.gesture(choose, page.locator(".view-line", { hasText: '"list_notes": {}' }));
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+S");
    await eventually(async () =>
      expect(JSON.parse(workbench.readFile("policy.json"))).toEqual({
        version: "1",
        default: "deny",
        tools: { list_notes: {} },
      }),
    );
    // One step for each paste: one that came before the extension was ready has no menu, and was made once more.
    await eventually(async () => {
      await page.keyboard.press("Control+Z");
      expect(await workbench.editorText()).toBe("{}");
    });
  });
});
