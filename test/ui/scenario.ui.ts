/** From one call to proof: a scenario trips a limit, an edit changes the decision, and what came out becomes a test. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { seedPolicy } from "./seedPolicy";
import { eventually, openWorkbench, type Workbench } from "./workbench";

describe("a scenario", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ "seed.policy.json": seedPolicy }, { width: 1500, height: 1000 });
    await workbench.open("seed.policy.json");
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  const frame = () => workbench.simulator();
  const rows = async () => (await frame().locator(".call[role=option]").allInnerTexts()).map((row) => row.split(/\s+/));

  it("repeats a call until a limit trips", async () => {
    await workbench.gesture(
      () => workbench.page.locator(".codelens-decoration a", { hasText: "Simulate ·" }).first().click(),
      workbench.page.locator("iframe.webview.ready"),
    );
    await eventually(async () => expect(await frame().locator(".decision-word").innerText()).toMatch(/allowed/i));
    await frame().locator("#times input").fill("11");
    await frame().locator("#time-step").click();
    await frame().getByRole("option", { name: "5 seconds" }).click();
    await frame().getByRole("button", { name: "Call again, 11 times" }).click();
    await eventually(async () => {
      const calls = await rows();
      expect(calls).toHaveLength(12);
      expect(calls.map((row) => row.at(-1))).toEqual(["Denied", "Denied", ...Array(10).fill("Allowed")]);
      expect(calls[0]?.[1]).toMatch(/:55$/);
    });
    await workbench.picture("scenario trips");
  });

  it("shows the counter over time, as a chart and as a table", async () => {
    const chart = frame().locator("counter-chart");
    await eventually(async () => expect(await chart.locator("canvas").count()).toBe(1));
    const words = frame().locator(".chart-words");
    await eventually(async () => expect(await words.innerText()).toMatch(/^Call 12 at .*: 10 of 10, ✕ denied/));
    await chart.focus();
    await workbench.page.keyboard.press("ArrowLeft");
    await eventually(async () => expect(await words.innerText()).toMatch(/^Call 11 at .*✕ denied by this limit\.$/));
    await chart.scrollIntoViewIfNeeded();
    await workbench.picture("scenario timeline", "timeline");
    await frame().getByText("As a table").click();
    await eventually(async () => {
      const rows = await frame().locator(".timeline tbody tr").allInnerTexts();
      expect(rows).toHaveLength(12);
      expect(rows.at(-1)?.replace(/\s+/g, " ")).toMatch(/a minute default 12 .* 10 10 denied by this limit$/);
    });
    await workbench.picture("scenario table");
  });

  it("changes a decision by a suggested edit, after a look at it", async () => {
    const page = frame();
    await page.getByRole("button", { name: /from 10 to 11 calls a minute/ }).click();
    await eventually(async () =>
      expect(await page.locator(".line.added").allInnerTexts()).toEqual([expect.stringContaining('"max": 11')]),
    );
    await page.getByRole("button", { name: "Compare in editor" }).scrollIntoViewIfNeeded();
    await workbench.picture("scenario change", "decision-change");
    expect(await workbench.editorText()).not.toContain('"max": 11');
    await page.getByRole("button", { name: "Compare in editor" }).click();
    // It is where the policy is, and the panel stays in view.
    await workbench.page
      .locator(".editor-group-container")
      .first()
      .locator(".tab.active", { hasText: "from 10 to 11" })
      .waitFor();
    await workbench.page.locator(".monaco-diff-editor").waitFor();
    expect(await workbench.page.locator(".tab.active", { hasText: "Simulate:" }).count()).toBe(1);
    await workbench.picture("scenario compared");
    await workbench.page.locator('.tab[data-resource-name="seed.policy.json"]').first().click();
    await page.getByRole("button", { name: "Apply to policy" }).click();
    await eventually(async () => {
      const calls = await rows();
      expect(calls.map((row) => row.slice(3).join(" "))).toEqual([
        "Denied",
        "Allowed was denied",
        ...Array(10).fill("Allowed"),
      ]);
    });
    await eventually(async () =>
      expect(await page.locator(".turned").innerText()).toBe(
        "The last edit changed a decision: call 11 is allowed now.",
      ),
    );
    await workbench.picture("scenario turned");
  });

  it("moves and removes calls by the keyboard", async () => {
    const newest = frame().locator(".call[role=option]").first();
    await newest.click();
    await workbench.page.keyboard.press("Delete");
    // The newest is gone, and no other.
    await eventually(async () => expect((await rows()).map((row) => row[1]?.slice(-2))[0]).toBe("50"));
    await workbench.page.keyboard.press("Alt+ArrowDown");
    await eventually(async () =>
      expect(await frame().locator(".call[role=option][aria-selected=true] .call-number").innerText()).toBe("10"),
    );
    await workbench.picture("scenario moved");
  });

  it("comes back with its tab when the window is reloaded", async () => {
    const before = await rows();
    await workbench.run("Developer: Reload Window");
    // The old page is still there for a moment: one is new that was not asked to remember this.
    await workbench.page.locator("iframe.webview.ready").waitFor({ state: "detached" });
    await workbench.page.locator("iframe.webview.ready").waitFor({ timeout: 60_000 });
    await eventually(async () => expect(await rows()).toEqual(before));
    const selected = frame().locator(".call[role=option][aria-selected=true] .call-number");
    await eventually(async () => expect(await selected.innerText()).toBe("10"));
    await eventually(async () =>
      expect(await frame().locator(".decision-word").innerText()).toMatch(/call 10:\s+allowed/i),
    );
    await workbench.picture("scenario reloaded");
  });

  it("becomes a test, which passes", async () => {
    await frame().getByRole("button", { name: "Save as test…" }).click();
    const input = workbench.page.locator(".quick-input-widget");
    await input.getByText("All 11 calls").waitFor();
    await workbench.page.keyboard.press("Enter");
    await input.getByText("What does it show?").waitFor();
    await workbench.page.keyboard.press("Control+A");
    await workbench.page.keyboard.type("a burst is stopped");
    await workbench.page.keyboard.press("Enter");
    await workbench.page.locator('.tab.active[data-resource-name="seed.policy-test.json"]').waitFor();
    await eventually(async () => {
      const { policy, tests } = JSON.parse(workbench.readFile("seed.policy-test.json"));
      expect(policy).toBe("seed.policy.json");
      expect(tests).toMatchObject([{ name: "a burst is stopped" }]);
    });
    await workbench.picture("scenario saved");
  });

  it("is run in the Test Explorer, with coverage in the policy's margin", async () => {
    await workbench.run("Testing: Focus on Test Explorer View");
    const tree = workbench.page.locator(".test-explorer-tree");
    await tree.getByText("seed.policy-test.json").waitFor();
    await workbench.run("Test: Run All Tests with Coverage");
    await eventually(async () => expect(await workbench.page.locator(".result-summary").innerText()).toContain("1/1"));
    await workbench.page.locator('.tab[data-resource-name="seed.policy.json"]').click();
    await eventually(async () =>
      expect(await workbench.page.locator(".coverage-deco-gutter").count()).toBeGreaterThan(0),
    );
    await workbench.picture("scenario covered", "coverage");
  });
});
