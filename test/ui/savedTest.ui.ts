/** A simulation of a policy in `.policylayer/` becomes a test there, though the policy's tab is closed; and stays a test. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { seedPolicy } from "./seedPolicy";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const testFile = ".policylayer/github.policy-test.json";

describe("a test that is saved beside .policylayer/github.json", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench(
      { ".policylayer/github.json": seedPolicy, "other.txt": "" },
      { width: 1500, height: 1000 },
    );
    await workbench.open(".policylayer/github.json");
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  it("E12 is written when the policy's tab is closed", async () => {
    const { page } = workbench;
    await workbench.gesture(
      () => page.locator(".codelens-decoration a", { hasText: "Simulate ·" }).first().click(),
      page.locator("iframe.webview.ready"),
    );
    const frame = workbench.simulator();
    await eventually(async () => expect(await frame.locator(".decision-word").innerText()).toMatch(/allowed/i));
    const tab = page.locator('.tab[data-resource-name="github.json"]');
    await tab.click({ button: "middle" });
    await tab.waitFor({ state: "detached" });
    await frame.getByRole("button", { name: "Save as test…" }).click();
    await page.locator(".quick-input-widget", { hasText: "What does it show?" }).waitFor();
    await page.keyboard.press("Enter");
    await page.locator('.tab.active[data-resource-name="github.policy-test.json"]').waitFor();
    await eventually(async () => {
      const { policy, tests } = JSON.parse(workbench.readFile(testFile));
      expect(policy).toBe("github.json");
      expect(tests).toHaveLength(1);
    });
    expect(await page.locator(".notification-list-item-message").count()).toBe(0);
  });

  it("B1 is a test for the editor: JSON, and nothing is wrong with it", async () => {
    const { page } = workbench;
    await eventually(async () =>
      expect(await page.locator('.statusbar-item[id="status.editor.mode"]').innerText()).toBe("JSON"),
    );
    await eventually(async () =>
      expect(await page.locator(".codelens-decoration a", { hasText: "Run test" }).count()).toBeGreaterThan(0),
    );
    expect(await page.locator(".squiggly-error, .squiggly-warning").count()).toBe(0);
    await workbench.picture("saved test in .policylayer");
  });

  it("B1 is left alone by check --fix", () => {
    const before = workbench.readFile(testFile);
    const cli = resolve(import.meta.dirname, "../../dist/cli.js");
    const words = ["check", "--fix", "."];
    const { status, stdout } = spawnSync(process.execPath, [cli, ...words], {
      cwd: workbench.folder,
      encoding: "utf8",
    });
    expect(`${status} ${stdout}`).toMatch(/^0 /);
    expect(workbench.readFile(testFile)).toBe(before);
  });

  it("E1 passes, and the status bar says so", async () => {
    await workbench.run("MCP Policy: Run Policy Tests");
    const status = workbench.page.locator(".statusbar-item", { hasText: "1 of 1 policy test passed" });
    await status.waitFor();
    await workbench.picture("saved test passes");
    expect(await workbench.page.locator(".notification-list-item-message").count()).toBe(0);
  });
});
