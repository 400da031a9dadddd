/** Policy tests as a person meets them: written with suggestions, run, understood, accepted, and seen as coverage. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const policy = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "odoo_search_read": {},
    "odoo_write": {
      "limits": [{ "counter": "rate", "window": "minute", "max": 2, "scope": "grant" }]
    },
    "ssh_execute": {}
  }
}
`;

const tests = `{
  "tests": [
    {
      "name": "reads are open",
      "calls": [{ "tool": "odoo_search_read", "expect": { "decision": "allow" } }]
    },
    {
      "name": "three writes",
      "calls": [
        { "tool": "odoo_write", "repeat": 3, "expect": { "decision": "allow" } }
      ]
    }
  ]
}
`;

const accepted = tests.replace(
  '{ "tool": "odoo_write", "repeat": 3, "expect": { "decision": "allow" } }',
  `{ "tool": "odoo_write", "repeat": 2, "expect": { "decision": "allow" } },
        { "tool": "odoo_write", "expect": { "decision": "deny" } }`,
);

describe("policy tests", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({
      "crm.policy.json": policy,
      "crm.policy-test.json": tests,
      "new.policy-test.json": "",
    });
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  const lens = (index: number) => workbench.page.locator(".codelens-decoration a", { hasText: "Run test" }).nth(index);
  const marks = (state: string) =>
    workbench.page.locator(`.editor-group-container.active .glyph-margin-widgets .codicon-testing-${state}-icon`);
  const explorer = (name: string) => workbench.page.locator(".test-explorer .monaco-list-row", { hasText: name });

  it("run from the line above them, and are marked", async () => {
    await workbench.open("crm.policy-test.json");
    await workbench.gesture(() => lens(1).click(), marks("failed"));
    await workbench.gesture(() => lens(0).click(), marks("passed"));
    await workbench.picture("policy tests run");
  });

  it("say at the policy what was expected and what came out", async () => {
    await workbench.run("Testing: Focus on Test Explorer View");
    await explorer("crm.policy-test.json").first().waitFor();
    if ((await explorer("three writes").count()) === 0)
      await workbench.gesture(
        () => explorer("crm.policy-test.json").first().locator(".monaco-tl-twistie").click(),
        explorer("three writes"),
      );
    const peek = workbench.page.locator(".test-output-peek, .peekview-widget", { hasText: "odoo_write (call 3 of 3)" });
    await workbench.gesture(() => explorer("three writes").dblclick(), peek);
    expect(await peek.first().innerText()).toContain(
      "decision: expected allow, is deny by /tools/odoo_write/limits/rate",
    );
    await workbench.page.locator('.tab.active[data-resource-name="crm.policy.json"]').waitFor();
    await workbench.picture("policy tests failure");
    await workbench.page.keyboard.press("Escape");
  });

  it("take the new decision by the lightbulb, and are out of date until they run again", async () => {
    await workbench.page.locator('.tab[data-resource-name="crm.policy-test.json"]').click();
    await workbench.goTo(10, 20);
    const action = workbench.page.locator(".action-widget .monaco-list-row", { hasText: "Accept the new decisions" });
    await workbench.gesture(() => workbench.page.keyboard.press("Control+."), action);
    await action.first().click();
    const lines = (text: string) => text.trim().split("\n").sort();
    await eventually(async () => expect(lines(await workbench.editorText())).toEqual(lines(accepted)));
    await eventually(async () => expect(await explorer("three writes").getAttribute("aria-label")).toMatch(/outdated/));
    expect(await explorer("reads are open").getAttribute("aria-label")).not.toMatch(/outdated/);
    await workbench.gesture(() => lens(1).click(), marks("failed").nth(0).or(marks("passed").nth(1)));
    await eventually(async () =>
      expect([await marks("passed").count(), await marks("failed").count()]).toEqual([2, 0]),
    );
  });

  it("show in the policy what none of them has seen", async () => {
    await workbench.page.locator('.tab[data-resource-name="crm.policy.json"]').click();
    const missed = workbench.page.locator(".margin .coverage-deco-gutter.coverage-deco-miss");
    await workbench.gesture(() => workbench.run("Test: Run All Tests with Coverage"), missed);
    await eventually(async () => expect(await missed.allInnerTexts()).toEqual(["9"]));
    const hit = await workbench.page.locator(".margin .coverage-deco-gutter.coverage-deco-hit").allInnerTexts();
    expect(hit.sort()).toEqual(["5", "6", "7"]);
    await eventually(async () =>
      expect(
        await workbench.page.locator(".test-coverage-list-item", { hasText: "crm.policy.json" }).first().innerText(),
      ).toContain("75.00%"),
    );
    await workbench.picture("policy tests coverage");
  });

  it("are written by choosing", async () => {
    await workbench.run("View: Show Explorer");
    await workbench.open("new.policy-test.json");
    await workbench.page.locator(".editor-group-container.active .monaco-editor .view-line").first().click();
    const choose = async (label: string) => {
      const row = workbench.page.locator(".suggest-widget.visible .monaco-list-row", { hasText: label });
      await workbench.gesture(() => workbench.page.keyboard.press("Control+Space"), row);
      await row.first().click();
    };
    await workbench.page.keyboard.type("{");
    await choose("policy");
    await choose("crm.policy.json");
    await workbench.page.keyboard.press("End");
    await workbench.page.keyboard.press("ArrowLeft");
    await workbench.page.keyboard.type(", ");
    await choose("tests");
    await workbench.page.keyboard.type("denied");
    await workbench.page.keyboard.press("Tab");
    await choose("ssh_execute");
    await workbench.page.keyboard.press("Tab");
    await choose("deny");
    await eventually(async () =>
      expect(JSON.parse(await workbench.editorText())).toEqual({
        policy: "crm.policy.json",
        tests: [{ name: "denied", calls: [{ tool: "ssh_execute", expect: { decision: "deny" } }] }],
      }),
    );
    await workbench.gesture(() => lens(0).click(), marks("failed"));
    await workbench.picture("policy tests written");
  });
});
