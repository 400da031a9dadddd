/** A decision that cannot be known has a word, a symbol and a colour of its own, wherever the simulator shows decisions. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { seedPolicy } from "./seedPolicy";
import { eventually, openWorkbench, type Workbench } from "./workbench";

/** A pattern of more steps than are tried here; the gateway takes it. */
const longPattern = `^(?:${"\\d{1000}".repeat(110)})$`;

const condition = (path: string, op: string, value: unknown) => ({ path: `args.${path}`, op, value });

const policyOf = (pattern: string) =>
  JSON.stringify(
    {
      version: "1",
      default: "deny",
      tools: {
        odoo_search_read: {
          deny_if: [
            { conditions: [condition("order", "eq", 1_000_000)], on_deny: "Not in this order." },
            { conditions: [condition("model", "regex", pattern)], on_deny: "Not this model." },
          ],
          limits: [{ counter: "reads", window: "minute", max: 3, scope: "grant" }],
        },
      },
    },
    undefined,
    2,
  );

describe("a decision that is not known", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench(
      { "refused.policy.json": seedPolicy.replace('"minute"', '"week"'), "long.policy.json": policyOf(longPattern) },
      { width: 1280, height: 900 },
    );
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  const frame = () => workbench.simulator();
  const word = () => frame().locator(".decision-word");
  const colourOf = (selector: string) =>
    frame()
      .locator(selector)
      .first()
      .evaluate((element) => element.computedStyleMap().get("color")?.toString() ?? "");
  const simulate = async (file: string) => {
    await workbench.open(file);
    await workbench.gesture(
      () => workbench.page.locator(".codelens-decoration a", { hasText: "Simulate ·" }).first().click(),
      workbench.page.locator("iframe.webview.ready"),
    );
    await eventually(async () => expect(await word().innerText()).toMatch(/allowed|denied|not known/i));
  };

  it("is what a policy with an error decides, and nothing says that it is allowed", async () => {
    await simulate("refused.policy.json");
    await eventually(async () => expect(await word().innerText()).toMatch(/not known/i));
    expect(await frame().locator(".decision").innerText()).not.toMatch(/allowed/i);
    expect(await frame().locator(".decision-summary").innerText()).toContain("The policy has 1 error");
    expect(await frame().locator(".call[role=option]").first().innerText()).toMatch(/not known/i);
    await workbench.picture("not known refused");
  });

  it("comes back to allowed when the error is fixed", async () => {
    const column = seedPolicy.split("\n")[8]?.indexOf('"minute"') ?? 0;
    await workbench.page.locator(".tab", { hasText: "refused.policy.json" }).first().click();
    await workbench.goTo(9, column + 6);
    for (let index = 0; index < 4; index++) await workbench.page.keyboard.press("Backspace");
    await workbench.page.keyboard.type("hour");
    await workbench.page.keyboard.press("Escape");
    await eventually(async () => expect(await word().innerText()).toMatch(/allowed/i));
    expect(await frame().locator(".turned").innerText()).toContain("call 1 is allowed now");
    expect(await frame().locator(".call[role=option] .was").first().innerText()).toBe("was not known");
  });

  it("of a pattern that is not tried here says so", async () => {
    await workbench.closeAll();
    await simulate("long.policy.json");
    await frame().locator("#arguments textarea").fill('{ "model": "partner" }');
    await frame().locator("#times input").fill("5");
    await frame()
      .getByRole("button", { name: /^Call again, 5 times/ })
      .click();
    await eventually(async () => expect(await frame().locator(".call.unknown").count()).toBe(6));
    await eventually(async () =>
      expect(await frame().locator(".decision-summary").innerText()).toContain("not known whether deny_if 2 denies"),
    );
    await workbench.picture("not known pattern");
    // The colours differ, and each has its word.
    const unknown = await colourOf(".check.unknown .check-icon");
    expect(unknown).not.toBe(await colourOf(".checks .pass .check-icon"));
    expect(await frame().locator(".check.unknown .outcome").first().innerText()).toBe("Not known");
  });

  it("is marked over time, and said of counters", async () => {
    await frame().locator(".chart-words").scrollIntoViewIfNeeded();
    await eventually(async () => expect(await frame().locator(".chart-words").innerText()).toContain("not known"));
    await workbench.picture("not known timeline");
    await frame().getByText("As a table").click();
    await eventually(async () =>
      expect(await frame().locator(".timeline tbody tr").last().innerText()).toContain("not known"),
    );
  });

  it("is that of arguments that are no object", async () => {
    await frame().locator("#times input").fill("1");
    await frame().locator("#arguments textarea").fill("[1, 2]");
    await workbench.page.keyboard.press("Control+Enter");
    await eventually(async () =>
      expect(await frame().locator(".decision-summary").innerText()).toContain("not an object"),
    );
    expect(await word().innerText()).toMatch(/not known/i);
    expect(await frame().locator(".call[role=option]").first().innerText()).toContain("[1,2]");
  });

  it("beside it: what the agent of a denied call gets, in both versions of MCP, by the keyboard", async () => {
    await workbench.page.locator(".tab", { hasText: "long.policy.json" }).first().click();
    await workbench.closeAll();
    workbench.writeFile("long.policy.json", policyOf("^[a-z]+$"));
    await simulate("long.policy.json");
    await frame().locator("#arguments textarea").fill('{ "model": "partner" }');
    await workbench.page.keyboard.press("Control+Enter");
    await eventually(async () => expect(await word().innerText()).toMatch(/denied/i));
    await frame().getByText("Response as JSON").click();
    const json = frame().locator("#response");
    const read = async () => JSON.parse(await json.innerText());
    expect(await read()).toMatchObject({ resultType: "complete", isError: true });
    expect(await frame().getByRole("tab").allInnerTexts()).toEqual(["MCP 2026-07-28 and later", "Earlier MCP"]);
    await frame().getByRole("tab", { selected: true }).focus();
    await workbench.page.keyboard.press("ArrowRight");
    await eventually(async () => expect(await read()).not.toHaveProperty("resultType"));
    expect(await frame().locator("[role=tab]:focus").innerText()).toBe("Earlier MCP");
    await workbench.picture("both versions");
  });

  it("and a reading under which the decision is another one", async () => {
    await frame().locator("#arguments textarea").fill('{ "order": "1000000", "model": "A" }');
    await workbench.page.keyboard.press("Control+Enter");
    await eventually(async () => expect(await word().innerText()).toMatch(/allowed/i));
    await frame().locator(".assumptions summary").click();
    await eventually(async () =>
      expect(await frame().locator(".assumptions").innerText()).toMatch(
        /Numbers as JSON loads them[\s\S]*Read otherwise \(as YAML loads it\), this call would be denied/,
      ),
    );
    await frame().locator(".assumptions").scrollIntoViewIfNeeded();
    await workbench.picture("other reading");
  });
});
