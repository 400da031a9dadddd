import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { seedPolicy } from "./seedPolicy";
import { eventually, openWorkbench, type Workbench } from "./workbench";

describe("reading and fixing a policy", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({
      "policy.json": seedPolicy,
      "week.policy.json": seedPolicy.replace('"minute"', '"week"'),
      "iam/policy.json": '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "*" }] }\n',
    });
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  it("a policy opens in its own language, with colours of its own", async () => {
    await workbench.open("policy.json");
    await workbench.page.locator(".statusbar-item", { hasText: "MCP Policy" }).first().waitFor();
    const colourOf = (text: string) =>
      workbench.page
        .locator(".monaco-editor .view-line span span", { hasText: new RegExp(`^"?${text}"?$`) })
        .first()
        .evaluate((element) => element.computedStyleMap().get("color")?.toString());
    await eventually(async () =>
      expect(await colourOf("ai_invoice_plugins_reload")).not.toBe(await colourOf("window")),
    );
  });

  it("hovering the tool says its risk and what the policy does with it now", async () => {
    const hover = workbench.page.locator(".monaco-hover:visible", { hasText: "High risk" });
    await workbench.gesture(async () => {
      await workbench.page.mouse.move(5, 5);
      await workbench.page
        .locator(".view-line", { hasText: /"ai_invoice_plugins_reload":/ })
        .first()
        .locator("span span")
        .nth(1)
        .hover();
    }, hover);
    const text = await hover.first().innerText();
    expect(text).toContain("Execute");
    expect(text).toMatch(/published/i);
    expect(text).toContain("allowed, at most 10 calls a minute per grant");
    await workbench.picture("hover", "hover");
  });

  it("a wrong window is underlined with a sentence, and the line goes when it is fixed", async () => {
    await workbench.open("week.policy.json");
    const squiggle = workbench.page.locator(".editor-group-container.active .squiggly-error");
    await squiggle.first().waitFor();
    const column = seedPolicy.split("\n")[8]?.indexOf('"minute"') ?? 0;
    await workbench.goTo(9, column + 3);
    const hover = workbench.page.locator(".monaco-hover:visible", { hasText: "is not a window" });
    await workbench.gesture(async () => {
      await workbench.page.keyboard.press("Control+K");
      await workbench.page.keyboard.press("Control+I");
    }, hover);
    expect(await hover.first().innerText()).toContain('"week" is not a window; use "minute", "hour" or "day".');
    await workbench.picture("squiggle");
    await workbench.page.keyboard.press("Escape");
    await workbench.page.keyboard.press("Escape");
    await workbench.goTo(9, column + 6);
    for (let index = 0; index < 4; index++) await workbench.page.keyboard.press("Backspace");
    await workbench.page.keyboard.type("hour");
    await workbench.page.keyboard.press("Escape");
    await eventually(async () => expect(await squiggle.count()).toBe(0));
    expect(await workbench.editorText()).toContain('"window": "hour"');
  });

  it("another product's policy.json goes back to JSON and stays silent", async () => {
    await workbench.open("iam/policy.json");
    await workbench.page
      .locator(".statusbar-item", { hasText: /^\s*JSON\s*$/ })
      .first()
      .waitFor();
    expect(await workbench.page.locator(".editor-group-container.active .squiggly-error").count()).toBe(0);
  });

  it("nothing but this machine was asked for anything", () => {
    expect([...workbench.refusedHosts]).toEqual([]);
  });
});
