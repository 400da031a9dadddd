/** From one call to proof: a scenario trips a limit, an edit turns the verdict, and what came out becomes a test. */
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
    await eventually(async () => expect(await frame().locator(".verdict-word").innerText()).toMatch(/allowed/i));
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

  it("moves and removes calls by the keyboard", async () => {
    const newest = frame().locator(".call[role=option]").first();
    await newest.click();
    await workbench.page.keyboard.press("Delete");
    await eventually(async () => expect(await rows()).toHaveLength(11));
    await workbench.page.keyboard.press("Alt+ArrowDown");
    await eventually(async () =>
      expect(await frame().locator(".call[role=option][aria-selected=true] .call-number").innerText()).toBe("10"),
    );
    await workbench.picture("scenario moved");
  });
});
