/** How much is written between the lines of a policy of 180 tools, before anybody has set anything (E19). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { odooCatalogue } from "../../server/src/catalogue/odooCatalogue";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const { tools } = await odooCatalogue();
const ruleOf = (name: string, risk: string): object =>
  risk === "Low" || risk === "Medium"
    ? {}
    : { limits: [{ counter: `${name}_rate`, window: "minute", max: 10, scope: "grant" }] };
const policy = JSON.stringify(
  {
    version: "1",
    default: "deny",
    tools: Object.fromEntries(tools.map(({ name, risk }) => [name, ruleOf(name, risk)])),
  },
  undefined,
  2,
);

describe.each(["all", "normal", "minimal"])("a policy of 180 tools, with mcpPolicy.annotations: %s", (annotations) => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench(
      { "policy.json": policy },
      { settings: { "editor.inlayHints.enabled": "on", "mcpPolicy.annotations": annotations } },
    );
    await workbench.open("policy.json");
  });
  afterAll(() => workbench?.close());

  // Lenses below the screen are kept in the page, hidden, once VS Code has them.
  const lenses = () => workbench.page.locator(".codelens-decoration a:visible", { hasText: "Simulate ·" });

  it("shows what it says", async () => {
    await eventually(async () =>
      expect(await workbench.page.locator(".codelens-decoration a", { hasText: "180 tools" }).count()).toBe(1),
    );
    await eventually(async () => {
      const [text, count, links] = [
        await workbench.editorText(),
        await lenses().count(),
        await workbench.page.locator(".detected-link").count(),
      ];
      // Of the tools on the screen a few have rules, all others are {}.
      if (annotations === "all") {
        expect(count).toBeGreaterThan(5);
        expect(links).toBeGreaterThan(5);
        expect(text).not.toMatch(/\{\}, ?allowed/);
      } else {
        expect(links).toBe(0);
        expect(count).toBeLessThan(5);
        if (annotations === "normal") expect(text).toMatch(/\{\}, ?allowed · (?:Low|Medium) risk/);
        else expect(text).not.toMatch(/risk/);
      }
    });
    await workbench.picture(`annotations ${annotations}`);
  });
});
