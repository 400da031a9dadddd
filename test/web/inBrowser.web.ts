/** VS Code in a browser alone, as vscode.dev: the extension and its server run in workers, and the folder lies in memory. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { seedPolicy } from "../ui/seedPolicy";
import { eventually, openWorkbench, type Workbench } from "../ui/workbench";

const tool = "ai_invoice_plugins_reload";
const policy = '{\n  "version": "1",\n  "default": "deny",\n  "tools": {\n    "ssh_exekute": {}\n  }\n}\n';
const tests = JSON.stringify({
  tests: [{ name: "it reloads", calls: [{ tool, expect: { decision: "allow" } }] }],
});

/** Two texts of a pull request: a pattern loses its end, and a tool is added. */
const base = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "odoo_fields_get": {},
    "ssh_execute": {
      "require": [
        {
          "conditions": [{ "path": "args.command", "op": "regex", "value": "^(?:uptime|df -h)$" }],
          "on_deny": "Only uptime and df -h can be run."
        }
      ]
    }
  }
}
`;
const head = base
  .replace("df -h)$", "df -h)")
  .replace('"odoo_fields_get": {},', '"odoo_fields_get": {},\n    "odoo_unlink": {},');

describe("in a browser, without a machine", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench(
      {
        "policy.json": seedPolicy,
        "policy.policy-test.json": tests,
        "older.policy.json": seedPolicy.replace('"max": 10', '"max": 5'),
        "team/policy.json": policy,
        "base/policy.json": base,
        "head/policy.json": head,
      },
      { inBrowser: true },
    );
  });
  afterAll(() => workbench?.close());
  // A test that failed leaves the window as it was.
  beforeEach(async () => {
    await workbench.page.keyboard.press("Escape");
    await workbench.closeAll();
    await workbench.run("View: Show Explorer");
    await workbench.open("policy.json");
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  it("the lens and the hover say the risk and what the policy does, from the bundled catalogue", async () => {
    const lens = workbench.page.locator(".codelens-decoration a", { hasText: "Simulate" });
    await lens.first().waitFor();
    const hover = workbench.page.locator(".monaco-hover:visible", { hasText: "High risk" });
    await workbench.gesture(async () => {
      await workbench.page.mouse.move(5, 5);
      await workbench.page
        .locator(".view-line", { hasText: new RegExp(`"${tool}":`) })
        .first()
        .locator("span span")
        .nth(1)
        .hover();
    }, hover);
    expect(await hover.first().innerText()).toContain("allowed, at most 10 calls a minute per grant");
    await workbench.picture("browser hover", "browser");
  });

  it("the problem of a policy that is not open is listed: the server reads the folder through VS Code", async () => {
    await workbench.gesture(
      () => workbench.page.keyboard.press("Control+Shift+M"),
      workbench.page.locator(".markers-panel .monaco-list-row", { hasText: "ssh_exekute" }),
    );
  });

  it("names are completed from the catalogue", async () => {
    await workbench.open("older.policy.json");
    const lines = seedPolicy.split("\n");
    const line = lines.findIndex((text) => text.includes('"tools"'));
    await workbench.goTo(line + 1, (lines[line]?.length ?? 0) + 1);
    await workbench.page.keyboard.press("Enter");
    const suggestion = workbench.page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "ssh_execute" });
    await workbench.page.keyboard.type('"ssh_exec');
    await workbench.gesture(() => workbench.page.keyboard.press("Control+Space"), suggestion);
    await suggestion.first().click();
    await eventually(async () => expect(await workbench.editorText()).toContain('"ssh_execute"'));
    await workbench.run("File: Revert File");
    await workbench.page.locator(".tab.dirty").waitFor({ state: "detached" });
  });

  it("a call is simulated", async () => {
    const lens = workbench.page.locator(".codelens-decoration a", { hasText: "Simulate" });
    await workbench.gesture(() => lens.first().click(), workbench.page.locator("iframe.webview.ready"));
    const decision = workbench.simulator().locator(".decision-word");
    await eventually(async () => expect(await decision.innerText()).toMatch(/allowed/i));
    await workbench.picture("browser simulation");
  });

  it("what changed since another file is listed", async () => {
    await workbench.run("MCP Policy: What Changed?");
    const rows = workbench.page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
    // There is no repository: this is said, and another file is what is left.
    await rows.filter({ hasText: "Another File…" }).first().click();
    await rows.filter({ hasText: "older.policy.json" }).first().click();
    await rows.filter({ hasText: "looser" }).first().waitFor();
    await workbench.picture("browser what changed");
    await workbench.page.keyboard.press("Escape");
  });

  it("a pull request is compared from its left side to its right, in the scheme of the code host", async () => {
    await workbench.run("Code Host: Open Pull Request");
    await workbench.page.locator(".modified-in-monaco-diff-editor .view-line", { hasText: "odoo_unlink" }).waitFor();
    const rows = workbench.page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
    const button = workbench.page.locator(".editor-actions a[aria-label^='What Changed?']");
    await workbench.gesture(() => button.click(), rows.filter({ hasText: "The Left Side" }));
    await rows.filter({ hasText: "The Left Side" }).first().click();
    await rows.filter({ hasText: "for example" }).nth(1).waitFor();
    const texts = (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
    expect(texts[0]).toMatch(/^odoo_unlink.*Critical risk.*Newly allowed/);
    expect(texts[1]).toMatch(/^ssh_execute.*for example.*df -h/);
    await workbench.picture("browser pull request", "pull-request");
    await workbench.page.keyboard.press("Enter");
    const decision = workbench.simulator().locator(".decision-word");
    await eventually(async () => expect(await decision.innerText()).toMatch(/allowed/i));
  });

  it("a quick fix writes into the text", async () => {
    await workbench.open("team/policy.json");
    const lines = policy.split("\n");
    const line = lines.findIndex((text) => text.includes("ssh_exekute"));
    await workbench.page.locator(".squiggly-warning").first().waitFor();
    await workbench.goTo(line + 1, 8);
    const fix = workbench.page.locator(".action-widget .monaco-list-row.action", { hasText: '"ssh_execute"' });
    await workbench.gesture(() => workbench.page.keyboard.press("Control+."), fix);
    await fix.first().click();
    await eventually(async () => expect(await workbench.editorText()).toContain('"ssh_execute"'));
    await workbench.run("File: Revert File");
    await workbench.page.locator(".tab.dirty").waitFor({ state: "detached" });
  });

  it("what agents can call is a table over the policies of the folder", async () => {
    await workbench.run("MCP Policy: What Your Agents Can Call");
    const row = workbench.simulator().locator("tbody tr", { hasText: "odoo_unlink" });
    await row.filter({ hasText: "head/policy.json" }).first().waitFor();
    await workbench.picture("browser stack");
  });

  it("policy tests of the folder are found, and run", async () => {
    await workbench.run("MCP Policy: Run Policy Tests");
    await workbench.run("Testing: Focus on Test Explorer View");
    const row = workbench.page.locator(".test-explorer .monaco-list-row", { hasText: "policy.policy-test.json" });
    await row.locator(".codicon-testing-passed-icon").first().waitFor();
    await workbench.picture("browser tests");
  });

  it("the builder opens", async () => {
    await workbench.run("MCP Policy: Open Policy Builder");
    await workbench.simulator().locator(".line[data-tool]").first().waitFor();
    await workbench.picture("browser builder");
  });

  it("what needs a machine is not offered", async () => {
    await workbench.gesture(
      () => workbench.page.keyboard.press("F1"),
      workbench.page.locator(".quick-input-widget input:visible"),
    );
    await workbench.page.keyboard.type("MCP Policy:");
    const rows = workbench.page.locator(".quick-input-list .monaco-list-row");
    await rows.filter({ hasText: "New Policy" }).first().waitFor();
    expect(await rows.filter({ hasText: "Import Tools" }).count()).toBe(0);
    await workbench.page.keyboard.press("Escape");
    expect([...workbench.refusedHosts]).toEqual([]);
  });
});
