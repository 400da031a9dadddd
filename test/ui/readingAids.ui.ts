/** What a person sees of a policy at a glance: hints inside the lines, and the language status. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedPolicy } from "./seedPolicy";
import { eventually, openWorkbench, type Workbench } from "./workbench";

describe("a policy at a glance", () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await openWorkbench({ "policy.json": seedPolicy }, { settings: { "editor.inlayHints.enabled": "on" } });
    await workbench.open("policy.json");
  });
  afterAll(() => workbench?.close());

  it("hints say the risk of the tool, and the limit with its next reset", async () => {
    await eventually(async () => {
      const text = await workbench.editorText();
      expect(text).toMatch(/"ai_invoice_plugins_reload" ?High risk:/);
      expect(text).toMatch(/"max": 10 ?a minute, resets \d\d:\d\d UTC/);
    });
  });

  it("the language status has the counts and the catalogue", async () => {
    const { page } = workbench;
    await workbench.gesture(
      () => page.locator("#status\\.languageStatus").click(),
      page.locator(".hover-language-status", { hasText: "180 tools: 1 limited · 179 denied" }),
    );
    expect(await page.locator(".hover-language-status").allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringMatching(/Catalogue .+, 180 tools/)]),
    );
    await workbench.picture("at a glance");
  });
});
