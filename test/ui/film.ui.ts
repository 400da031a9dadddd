/**
 * The moving picture of the README: a tool is completed, its rate is limited, and the eleventh call is denied. It is made
 * with UPDATE_IMAGES=1 only; each of its steps has a test of its own in the other files.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Film } from "./film";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const empty = `{
  "version": "1",
  "default": "deny",
  "tools": {

  }
}
`;

describe.runIf(process.env.UPDATE_IMAGES === "1")("the main job as a moving picture", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench(
      { "policy.json": empty },
      {
        width: 1200,
        height: 720,
        settings: { "workbench.sideBar.location": "right", "editor.minimap.enabled": false },
      },
    );
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  it("from an empty policy to a call that is denied", async () => {
    const { page } = workbench;
    const { keyboard } = page;
    const film = new Film(page);
    await workbench.open("policy.json");
    await keyboard.press("Control+B");
    await workbench.goTo(5, 1);
    await film.show(1200);
    await keyboard.type("    ");
    await film.type('"ai_invoice_pl');
    const offer = page
      .locator(".suggest-widget.visible .monaco-list-row", { hasText: "ai_invoice_plugins_reload" })
      .filter({ hasText: "recommended rule" });
    await offer.first().waitFor();
    await film.show(1600);
    await offer.first().click();
    await eventually(async () => expect(await workbench.editorText()).toContain("ai_invoice_plugins_reload_rate"));
    await keyboard.press("Escape");
    await keyboard.press("Escape");
    await page.locator(".codelens-decoration a", { hasText: "10 a minute" }).waitFor();
    await film.show(2000);
    await workbench.save();
    await workbench.gesture(
      () => page.locator(".codelens-decoration a", { hasText: "Simulate" }).first().click(),
      page.locator("iframe.webview.ready"),
    );
    const frame = workbench.simulator();
    const decision = frame.locator(".decision-word");
    await eventually(async () => expect(await decision.innerText()).toMatch(/allowed/i));
    await film.show(1600);
    await frame.locator("#arguments").click();
    for (let call = 2; call <= 11; call++) {
      await keyboard.press("Control+Enter");
      await eventually(async () => expect(await frame.locator(".call[role=option]").count()).toBe(call));
      await eventually(async () => expect(await decision.innerText()).toMatch(call <= 10 ? /allowed/i : /denied/i));
      await film.show(call < 10 ? 180 : 600);
    }
    await film.show(3000);
    expect(await film.save("main-job", 960)).toBeLessThan(1_000_000);
  });
});
