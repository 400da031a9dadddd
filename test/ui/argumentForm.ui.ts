/** The arguments as a form: it edits the JSON, and the JSON edits it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const policy = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "odoo_search_read": {
      "deny_if": [
        { "conditions": [{ "path": "args.limit", "op": "gt", "value": 200 }], "on_deny": "At most 200 at once." }
      ]
    }
  }
}
`;

describe("the form of a tool's arguments", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ "a.policy.json": policy }, { width: 1500, height: 1000 });
    await workbench.open("a.policy.json");
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  const field = (name: string) => workbench.simulator().getByRole("textbox", { name, exact: true });
  const json = async () => JSON.parse(await workbench.simulator().locator("#arguments textarea").inputValue());

  it("writes the JSON as it is filled in", async () => {
    await workbench.gesture(
      () => workbench.page.locator(".codelens-decoration a", { hasText: "Simulate ·" }).first().click(),
      workbench.page.locator("iframe.webview.ready"),
    );
    await eventually(async () =>
      expect(await workbench.simulator().locator(".decision-word").innerText()).toMatch(/allowed/i),
    );
    // The panel opens with the focus in the box: whoever clicks does so afterwards.
    await eventually(async () =>
      expect(await workbench.simulator().locator("#arguments textarea:focus").count()).toBe(1),
    );
    await field("limit").click();
    // VS Code selects all for a webview some time after the key was pressed.
    await field("limit").selectText();
    await workbench.page.keyboard.type("250", { delay: 30 });
    await eventually(async () => expect(await json()).toMatchObject({ limit: 250 }));
    // The box keeps the focus, and what is no number stays in it.
    await workbench.page.keyboard.type("x");
    await eventually(async () => expect(await field("limit").inputValue()).toBe("250x"));
    expect(await json()).toMatchObject({ limit: 250 });
    await workbench.simulator().getByText("Not a whole number.").waitFor();
    await workbench.picture("form unfinished");
    await workbench.page.keyboard.press("Backspace");
    await workbench.page.keyboard.press("Control+Enter");
    await eventually(async () =>
      expect(await workbench.simulator().locator(".message").first().innerText()).toContain("At most 200 at once."),
    );
    // The text that decided is marked; however long its line is, the policy is not scrolled sideways.
    await workbench.page
      .locator(".monaco-editor .view-overlays .cdr[class*=TextEditorDecorationType]")
      .first()
      .waitFor();
    const lines = await workbench.page.locator(".monaco-editor .view-line").first().boundingBox();
    const margin = await workbench.page.locator(".monaco-editor .margin").first().boundingBox();
    expect(lines?.x).toBeGreaterThanOrEqual((margin?.x ?? 0) + (margin?.width ?? 0));
  });

  it("shows what is typed as JSON", async () => {
    await workbench
      .simulator()
      .locator("#arguments textarea")
      .fill('{ "model": "res.partner", "limit": 9007199254740993, "mine": [1] }');
    await eventually(async () => expect(await field("model, required").inputValue()).toBe("res.partner"));
    expect(await field("limit").inputValue()).toBe("9007199254740993");
    expect(await field("mine").inputValue()).toBe("[1]");
    await field("model, required").fill("account.move");
    await eventually(async () =>
      expect(await workbench.simulator().locator("#arguments textarea").inputValue()).toBe(
        '{ "model": "account.move", "limit": 9007199254740993, "mine": [1] }',
      ),
    );
    await workbench.simulator().locator(".argument-form summary").scrollIntoViewIfNeeded();
    await workbench.picture("form", "argument-form");
  });

  it("keeps the focus when what had it is gone", async () => {
    const button = (name: string) => workbench.simulator().getByRole("button", { name, exact: true });
    await button("Add fields").click();
    await eventually(async () => expect(await json()).toMatchObject({ fields: [""] }));
    await button("Remove fields 1").click();
    await eventually(async () => expect(await json()).toMatchObject({ fields: [] }));
    expect(await workbench.simulator().locator("button:focus").innerText()).toBe("Add fields");
  });

  it("opens a list of options where there is room, and says the decision while it is out of sight", async () => {
    const pinned = workbench.simulator().locator(".pinned");
    const select = workbench.simulator().locator("#time-step");
    // Below the select there is the button that calls, and then nothing.
    await select.evaluate((element) => element.scrollIntoView({ block: "end" }));
    await eventually(async () => expect(await pinned.isVisible()).toBe(true));
    expect(await pinned.innerText()).toMatch(/DENIED/);
    await workbench.picture("form scrolled");
    await select.focus();
    await workbench.page.keyboard.press("Enter");
    await workbench.picture("form options above");
    await workbench.simulator().getByRole("option", { name: "1 hour" }).click({ timeout: 5_000 });
    const chosen = workbench.simulator().getByRole("combobox", { name: "Time between calls" });
    await eventually(async () => expect(await chosen.innerText()).toContain("1 hour"));
    await workbench
      .simulator()
      .locator(".decision")
      .evaluate((element) => element.scrollIntoView({ block: "end" }));
    await eventually(async () => expect(await pinned.isVisible()).toBe(false));
  });

  it("waits while the JSON is broken, and loses nothing", async () => {
    await workbench.simulator().locator("#arguments textarea").fill('{ "model": ');
    await workbench.simulator().getByText("The JSON has an error in line 1.").waitFor();
    expect(await field("limit").isDisabled()).toBe(true);
    expect(await workbench.simulator().locator("#arguments textarea").inputValue()).toBe('{ "model": ');
  });
});
