/** A newcomer finds the way: the walkthrough in VS Code's welcome page, with a picture for each step. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually, openWorkbench, type Workbench } from "./workbench";

let workbench: Workbench;
beforeAll(async () => {
  workbench = await openWorkbench(
    { "policy.json": '{ "version": "1", "default": "deny" }' },
    { width: 1600, height: 900 },
  );
});
afterAll(() => workbench?.close());

it("goes from a new policy to checks in CI", async () => {
  const { page } = workbench;
  // A policy that is open behind the walkthrough is the one that its buttons mean.
  await workbench.open("policy.json");
  await workbench.run("Welcome: Open Walkthrough...");
  await page.keyboard.type("Get started with MCP Policy Author", { delay: 10 });
  await page
    .locator(".quick-input-list .monaco-list-row.focused", { hasText: "Get started with MCP Policy Author" })
    .waitFor();
  await page.keyboard.press("Enter");
  const steps = page.locator(".getting-started-step .step-title");
  await eventually(async () =>
    expect(await steps.allInnerTexts()).toEqual([
      "Create a policy",
      "Import your servers",
      "Build it without JSON",
      "Add tools by completion",
      "Read the risk of a tool",
      "Simulate a call",
      "Look for holes",
      "Keep it as a test",
      "Run a server behind it",
      "Check it in CI",
    ]),
  );
  for (const title of await steps.allInnerTexts()) {
    // By its whole title: a description may name another step.
    await page.locator(".getting-started-step", { has: page.getByText(title, { exact: true }) }).click();
    const picture = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame").locator("svg title");
    await eventually(async () => expect(await picture.textContent()).toBeTruthy());
    await workbench.picture(`walkthrough ${title}`);
  }
  await page.locator(".getting-started-step", { hasText: "Build it without JSON" }).click();
  await page.locator(".getting-started-step").getByRole("button", { name: "Open Policy Builder" }).click();
  await workbench.simulator().locator("#list:focus").waitFor();
});
