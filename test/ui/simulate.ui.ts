import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { seedPolicy } from "./seedPolicy";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const tool = "ai_invoice_plugins_reload";

describe("simulating the seed's tool", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ "policy.json": seedPolicy });
    await workbench.open("policy.json");
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  const decision = () => workbench.simulator().locator(".decision-word");
  const called = (count: number) =>
    eventually(async () => {
      expect(await workbench.simulator().locator(".call[role=option]").count()).toBe(count);
      // The answer to the newest call is on show.
      expect(await workbench.simulator().locator(".call[role=option][aria-selected=true]").innerText()).toContain(
        `${count}`,
      );
    });

  it("the lens says what the policy does with the tool", async () => {
    const lens = workbench.page.locator(".codelens-decoration a", { hasText: "Simulate" });
    await eventually(async () =>
      expect((await lens.allInnerTexts()).map((text) => text.replaceAll("\u00a0", " "))).toEqual([
        "Simulate · allowed, 10 a minute",
      ]),
    );
  });

  it("the lens opens the simulator beside the editor, with a first decision", async () => {
    await workbench.gesture(
      () => workbench.page.locator(".codelens-decoration a", { hasText: "Simulate" }).first().click(),
      workbench.page.locator("iframe.webview.ready"),
    );
    await eventually(async () => expect(await decision().innerText()).toMatch(/allowed/i));
    await called(1);
    await workbench.picture("simulation allowed");
  });

  it("the eleventh call within a minute is denied by the limit, whose text is marked", async () => {
    const argumentsBox = workbench.simulator().locator("#arguments");
    await argumentsBox.click();
    for (let call = 2; call <= 11; call++) {
      await workbench.page.keyboard.press("Control+Enter");
      await called(call);
      await eventually(async () => expect(await decision().innerText()).toMatch(call <= 10 ? /allowed/i : /denied/i));
    }
    const frame = workbench.simulator();
    expect(await frame.locator(".rule code").innerText()).toBe(`/tools/${tool}/limits/${tool}_rate`);
    expect(await frame.locator(".message").first().innerText()).toContain(
      "Rate limit of 10 per minute reached. Try again later.",
    );
    await workbench.picture("simulation denied", "simulation");
  });

  it("the panel follows the policy as it is edited", async () => {
    await workbench.page.locator(".tab", { hasText: "policy.json" }).first().click();
    await workbench.goTo(10, 20);
    await workbench.page.keyboard.type("0");
    await eventually(async () => expect(await decision().innerText()).toMatch(/allowed/i));
    await workbench.page.keyboard.press("Control+Z");
    await eventually(async () => expect(await decision().innerText()).toMatch(/denied/i));
  });

  it("reset clears the counters", async () => {
    const frame = workbench.simulator();
    await frame.getByRole("button", { name: /reset/i }).click();
    await eventually(async () => expect(await frame.locator(".call[role=option]").count()).toBe(0));
    await frame.getByRole("button", { name: /^call/i }).click();
    await called(1);
    await eventually(async () => expect(await decision().innerText()).toMatch(/allowed/i));
  });

  it("a policy that was never saved has no place for its tests yet", async () => {
    const { page } = workbench;
    await workbench.run("MCP Policy: New Policy");
    await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".tab.active", { hasText: "Untitled-1" }).waitFor();
    await workbench.gesture(
      () => page.keyboard.press("Control+Alt+Enter"),
      page.locator(".quick-input-widget input:visible"),
    );
    await page.keyboard.type(tool);
    await page.locator(".quick-input-list .monaco-list-row.focused", { hasText: tool }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".tab.active", { hasText: "Simulate: Untitled-1" }).waitFor();
    const save = workbench.simulator().getByRole("button", { name: "Save as test…" });
    await eventually(async () => expect(await save.getAttribute("aria-disabled")).toBe("false"));
    await save.click();
    await page.locator(".notification-list-item-message", { hasText: "Save the policy first" }).waitFor();
    await workbench.picture("simulation untitled");
  });

  it("nothing but this machine was asked for anything", () => {
    expect([...workbench.refusedHosts]).toEqual([]);
  });
});
