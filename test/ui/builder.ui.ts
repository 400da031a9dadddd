/** The policy builder: a person who does not write JSON builds a policy, by keyboard or by mouse, and the text follows. */
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { withKeyboard } from "./builderHands";
import { type BuilderPage, builderPage } from "./builderPage";
import { codeHostTools, manyTools, serverFile } from "./builderServers";
import { emptyPolicy, seedPolicy } from "./seedPolicy";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const seedTool = "ai_invoice_plugins_reload";
const sample = readFileSync(new URL("../../samples/odoo-accounting.policy.json", import.meta.url), "utf8");
const accounting = JSON.parse(sample);

describe("the policy builder", () => {
  let workbench: Workbench;
  let builder: BuilderPage;
  beforeAll(async () => {
    workbench = await openWorkbench({
      "policy.json": emptyPolicy,
      "mouse.policy.json": emptyPolicy,
      "accounting.policy.json": emptyPolicy,
      "codehost.policy.json": emptyPolicy,
      "codehost-keyboard.policy.json": emptyPolicy,
      "codehost-proof.policy.json": emptyPolicy,
      "many.policy.json": emptyPolicy,
      "sample.policy.json": sample,
      ".mcp-policy/servers/many.json": serverFile("many", manyTools(1_083)),
      ".mcp-policy/servers/codehost.json": serverFile("codehost", codeHostTools),
      ".mcp-policy/config.json": JSON.stringify({
        servers: {
          "policy.json": "odoo-claude-mcp",
          "mouse.policy.json": "odoo-claude-mcp",
          "accounting.policy.json": "odoo-claude-mcp",
          "sample.policy.json": "odoo-claude-mcp",
        },
      }),
      ".vscode/settings.json": "{}",
    });
    builder = builderPage(workbench);
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
    await workbench.closeAll();
    await workbench.page.locator("iframe.webview.ready").first().waitFor({ state: "detached" });
  });

  it("the seed's policy is built by keyboard, and undo takes it back", async () => {
    await builder.open("policy.json");
    const { keyboard } = workbench.page;
    await builder.goTo(seedTool);
    await keyboard.press("r");
    await builder.isChosen(seedTool, "Custom");
    await builder.saved("policy.json", seedPolicy);
    await keyboard.press("Control+Z");
    await builder.isChosen(seedTool, "Default");
    await builder.saved("policy.json", emptyPolicy);
    for (const [key, choice] of [
      ["a", "Allow"],
      ["d", "Deny"],
      ["h", "Hide"],
      ["x", "Default"],
    ] as const) {
      await keyboard.press(key);
      await builder.isChosen(seedTool, choice);
    }
    await builder.saved("policy.json", emptyPolicy);
  });

  it("the seed's policy is built by mouse", async () => {
    await builder.open("mouse.policy.json");
    const { mouse } = workbench.page;
    await builder.frame().locator("#filter-category").click();
    await builder.frame().locator("#filter-category").getByRole("option", { name: "Execute", exact: true }).click();
    await builder.list().hover();
    await eventually(async () => {
      if ((await builder.line(seedTool).count()) === 0) await mouse.wheel(0, 300);
      expect(await builder.line(seedTool).count()).toBe(1);
    });
    await builder.line(seedTool).getByRole("button", { name: "Custom" }).click();
    await builder.button("Add a limit").click();
    await builder.isChosen(seedTool, "Custom");
    await builder.saved("mouse.policy.json", seedPolicy);
    // The text next to it is the same document: what is typed there is here at once.
    await builder.button("Show in the text").click();
    await workbench.page.locator(".statusbar-item", { hasText: "Ln 5" }).waitFor();
    await workbench.goTo(10, 20);
    await workbench.page.keyboard.type("0");
    await eventually(async () =>
      expect(await builder.detail().locator(".state").innerText()).toContain("at most 100 calls"),
    );
    await workbench.picture("builder beside the text");
    await builder.detail().getByRole("button", { name: "Remove limit 1" }).click();
    await builder.isChosen(seedTool, "Allow");
    await builder.saved("mouse.policy.json", emptyPolicy.replace("{}", `{\n    "${seedTool}": {}\n  }`));
  });

  it("a part of the accounting sample is built by keyboard: conditions, messages, limits over all tools", async () => {
    await builder.open("accounting.policy.json");
    const { keyboard } = workbench.page;
    await builder.goTo("odoo_unlink");
    await keyboard.press("h");
    await builder.isChosen("odoo_unlink", "Hide");
    await builder.goTo("odoo_fields_get");
    await keyboard.press("a");
    await builder.isChosen("odoo_fields_get", "Allow");

    await builder.goTo("odoo_report");
    await keyboard.press("Enter");
    await builder.frame().locator("#detail h2:focus").waitFor();
    await builder.tabTo("Add: allowed only if (type its path)");
    await keyboard.type("args.report_name");
    await keyboard.press("Enter");
    await builder.detail().locator('[data-condition="require 0 conditions 0"]').waitFor();
    await builder.frame().locator("body").press("Escape");
    await builder.frame().locator("#list:focus").waitFor();
    await keyboard.press("Enter");
    await builder.frame().locator("#detail h2:focus").waitFor();
    await builder.tabTo("Operator of condition 1");
    const operator = builder.detail().locator("vscode-single-select.operator");
    await keyboard.press("ArrowDown");
    for (let step = 0; step < 12; step++) {
      const active = await operator.locator("li.active").innerText();
      if (active.trim() === "regex") break;
      await keyboard.press("ArrowDown");
    }
    await keyboard.press("Enter");
    await builder.detail().locator("vscode-textfield.pattern").waitFor();
    await builder.tabTo("Value of condition 1");
    await builder.typeOver("^account\\.[a-z_]+$");
    await builder.tabTo("Message of requirement 1");
    await builder.typeOver("Only the reports of the accounting module may be printed.");
    await eventually(async () =>
      expect(await builder.detail().locator(".condition").getAttribute("aria-label")).toContain("^account"),
    );
    await builder.frame().locator("body").press("Escape");
    await builder.frame().locator("#list:focus").waitFor();

    await keyboard.press("Home");
    await builder.detail().locator("h2", { hasText: "Whole policy" }).waitFor();
    await keyboard.press("Enter");
    await builder.frame().locator("#detail h2:focus").waitFor();
    await builder.tabTo("Add a limit");
    await keyboard.press("Enter");
    await builder.detail().getByRole("group", { name: "limit 1" }).waitFor();
    await keyboard.press("Enter");
    await builder.detail().getByRole("group", { name: "limit 2" }).waitFor();
    await builder.frame().locator("body").press("Escape");
    await builder.frame().locator("#list:focus").waitFor();
    await keyboard.press("Enter");
    await builder.tabTo("Counter of limit 1");
    await builder.typeOver("all_calls_minute");
    await builder.tabTo("Maximum of limit 2");
    await builder.typeOver("2000");
    await builder.tabTo("Window of limit 2");
    await keyboard.press("ArrowDown");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await builder.tabTo("Counter of limit 2");
    await builder.typeOver("all_calls_day");
    const expected = {
      version: "1",
      default: "deny",
      hide: ["odoo_unlink"],
      all_tools: accounting.all_tools,
      tools: { odoo_fields_get: {}, odoo_report: accounting.tools.odoo_report },
    };
    await builder.saved("accounting.policy.json", `${JSON.stringify(expected, null, 2)}\n`);
  });

  it("a code host's policy is built by mouse: in bulk, by selection, and with a condition that is tried", async () => {
    await builder.open("codehost.policy.json");
    for (const tool of codeHostTools) await builder.line(tool.name).waitFor();
    const heading = (words: string) => builder.frame().locator(".line.heading", { hasText: words });
    await heading("Read").getByRole("button").click();
    await builder.isChosen("get_file_contents", "Allow");
    await builder.line("delete_file").getByRole("button", { name: "Hide" }).click();
    await builder.isChosen("delete_file", "Hide");
    await builder.line("create_issue").getByRole("checkbox").click();
    await builder.line("update_issue").getByRole("checkbox").click();
    await builder.frame().getByText("2 tools selected").waitFor();
    await builder.frame().locator(".bulk").getByRole("button", { name: "Recommended" }).click();
    await builder.isChosen("create_issue", "Custom");
    await builder.isChosen("update_issue", "Custom");

    await builder.line("merge_pull_request").locator(".tool-name").click();
    await builder.detail().locator("h2", { hasText: "merge_pull_request" }).waitFor();
    await builder.detail().locator("vscode-single-select.add").first().click();
    await builder
      .detail()
      .locator("vscode-single-select.add")
      .first()
      .getByRole("option", { name: "args.method", exact: true })
      .click();
    await builder.detail().locator('[data-condition="require 0 conditions 0"]').waitFor();
    await builder.detail().locator("vscode-textarea.value textarea").fill("squash");
    await builder.detail().locator("h2").click();
    await eventually(async () =>
      expect(await builder.detail().locator(".condition").getAttribute("aria-label")).toBe(
        'condition 1: args.method is "squash"',
      ),
    );
    await builder.frame().getByRole("button", { name: "What an agent sees" }).click();
    await eventually(async () => expect(await builder.line("delete_file").count()).toBe(0));
    await builder.frame().getByText("tools/list has 6 of 7 tools").waitFor();
    await workbench.picture("builder code host");
    const { tools, ...rest } = JSON.parse(
      await eventually(async () => {
        await workbench.save();
        const text = workbench.readFile("codehost.policy.json");
        expect(text).toContain("squash");
        return text;
      }),
    );
    expect(rest).toEqual({ version: "1", default: "deny", hide: ["delete_file"] });
    const limits = (tool: string) => ({
      limits: [{ counter: `${tool}_rate`, window: "minute", max: 30, scope: "grant" }],
    });
    expect(tools).toEqual({
      get_file_contents: {},
      list_issues: {},
      create_issue: limits("create_issue"),
      update_issue: limits("update_issue"),
      merge_pull_request: {
        require: [
          {
            conditions: [{ path: "args.method", op: "in", value: ["squash"] }],
            on_deny: "This call is not allowed by policy.",
          },
        ],
      },
    });
  });

  it("the same is built by keyboard alone, to the letter", async () => {
    await builder.open("codehost-keyboard.policy.json");
    const { keyboard } = workbench.page;
    const hands = withKeyboard(builder, workbench);
    await builder.line("list_issues").waitFor();
    await keyboard.press("Home");
    const heading = builder.frame().locator(".line.heading.active", { hasText: "Read" });
    for (let step = 0; step < 20 && (await heading.count()) === 0; step++) await keyboard.press("ArrowDown");
    await heading.waitFor();
    await keyboard.press("r");
    await builder.isChosen("get_file_contents", "Allow");
    await hands.choose("delete_file", "Hide");
    for (const tool of ["create_issue", "update_issue"]) {
      await builder.goTo(tool);
      await keyboard.press("Space");
    }
    await builder.frame().getByText("2 tools selected").waitFor();
    await keyboard.press("r");
    await builder.isChosen("update_issue", "Custom");
    await hands.open("merge_pull_request");
    await hands.pick("Add: allowed only if", "args.method");
    await builder.detail().locator('[data-condition="require 0 conditions 0"]').waitFor();
    await hands.write("Value of condition 1", "squash", "require 0");
    const byMouse = workbench.readFile("codehost.policy.json");
    expect(byMouse).toContain("squash");
    await builder.saved("codehost-keyboard.policy.json", byMouse);
  });

  it("a person who writes no JSON closes what gets through by a button, and the probe finds nothing more", async () => {
    await builder.open("codehost-proof.policy.json");
    await builder.frame().locator(".line.heading", { hasText: "Read" }).getByRole("button").click();
    await builder.isChosen("list_issues", "Allow");
    await builder.line("delete_file").getByRole("button", { name: "Hide" }).click();
    await builder.isChosen("delete_file", "Hide");
    await builder.line("get_file_contents").locator(".tool-name").click();
    await builder.detail().locator("h2", { hasText: "get_file_contents" }).waitFor();
    const argument = builder.detail().locator("vscode-single-select.add").first();
    await argument.click();
    await argument.getByRole("option", { name: "args.path", exact: true }).click();
    await builder.detail().locator('[data-condition="require 0 conditions 0"]').waitFor();
    const operator = builder.detail().locator("vscode-single-select.operator");
    await operator.click();
    await operator.getByRole("option", { name: "regex", exact: true }).click();
    await builder.detail().locator("vscode-textfield.pattern input").fill("^docs/");
    await builder.detail().locator("h2").click();
    const finding = builder.detail().locator(".findings li", { hasText: "path-escapes" });
    await finding.waitFor();
    await workbench.picture("builder proof", "builder-proof");
    await finding.getByRole("button").first().click();
    await finding.waitFor({ state: "detached" });
    // From the palette, where a person without a mouse finds it; the builder is the editor in front.
    await workbench.run("MCP Policy: Probe for Holes…");
    const probed = workbench.page.locator(".quick-input-widget:visible", { hasText: "Calls that get past" });
    await probed.waitFor();
    expect(await probed.locator("input").getAttribute("placeholder")).toContain(", 0 calls found");
    await workbench.picture("builder proved");
    await workbench.page.keyboard.press("Escape");
    await builder.frame().getByRole("button", { name: "Probe for Holes…" }).click();
    await probed.waitFor();
    await workbench.page.keyboard.press("Escape");
    await builder.line("list_issues").locator(".tool-name").click();
    const tools = workbench.page.locator(".quick-input-widget:visible", { hasText: "Simulate a call" });
    await workbench.gesture(() => workbench.page.keyboard.press("Control+Alt+Enter"), tools);
    await workbench.page.keyboard.press("Escape");
  });

  it("a pattern is tried while it is typed, and Simulate opens on the tool", async () => {
    await builder.open("sample.policy.json");
    await builder.goTo("odoo_report");
    await builder.detail().locator(".try input").fill("account.report_invoice");
    await builder.detail().locator(".tries .holds", { hasText: "account.report_invoice" }).waitFor();
    await builder.detail().locator("vscode-textfield.pattern input").fill("^sale");
    await builder.detail().locator(".tries .does-not-hold", { hasText: "account.report_invoice" }).waitFor();
    await workbench.picture("builder conditions", "builder-conditions");
    await workbench.page.keyboard.press("Control+Z");
    await builder.frame().getByRole("button", { name: "Simulate…" }).click();
    await workbench.page.locator(".tab", { hasText: "Simulate: sample.policy.json" }).waitFor();
  });

  it("1,083 tools scroll without a gap, and few lines are drawn", async () => {
    await builder.open("many.policy.json");
    const { keyboard, mouse } = workbench.page;
    await builder.frame().getByText("1,083 tools shown").waitFor();
    const bare = () =>
      builder.list().evaluate((box) => {
        const { left, top, bottom } = box.getBoundingClientRect();
        const middles = [top + 10, (top + bottom) / 2, bottom - 10];
        return middles.filter((y) => box.ownerDocument.elementFromPoint(left + 200, y)?.closest(".line") === null)
          .length;
      });
    await builder.list().hover();
    for (let turn = 0; turn < 20; turn++) {
      await mouse.wheel(0, 1_500);
      await eventually(async () => expect(await bare()).toBe(0));
      expect(await builder.frame().locator(".line").count()).toBeLessThan(60);
    }
    await keyboard.press("End");
    await builder.frame().locator(`.line.active[data-tool="get_record_1083"]`).waitFor();
    await keyboard.press("a");
    await builder.isChosen("get_record_1083", "Allow");
    await builder.saved("many.policy.json", emptyPolicy.replace("{}", '{\n    "get_record_1083": {}\n  }'));
    await keyboard.press("Home");
    await builder.frame().locator(".line.active.policy").waitFor();
  });

  /** What follows for the drawn tools, and the counts above them, as far as their words are cut. */
  const cutOff = () =>
    builder
      .frame()
      .locator("header [role=status], .line .follows")
      .evaluateAll((parts) =>
        parts
          .filter((part) => {
            const box = (part.className === "follows" ? part.parentElement : part) ?? part;
            const { right, bottom } = box.getBoundingClientRect();
            const words = part.ownerDocument.createRange();
            words.selectNodeContents(part);
            return [...words.getClientRects()].some((line) => line.right > right + 1 || line.bottom > bottom + 1);
          })
          .map(({ textContent }) => textContent),
      );

  it("looks right in each theme, wide and narrow", async () => {
    const { page } = workbench;
    await builder.open("sample.policy.json");
    await builder.goTo("odoo_write");
    await page.keyboard.press("/");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("odoo");
    await builder.frame().locator(".line.active").waitFor();
    for (const [theme, name, kind] of [
      ["Default Dark Modern", "dark", "vscode-dark"],
      ["Default High Contrast", "hc dark", "vscode-high-contrast"],
      ["Default High Contrast Light", "hc light", "vscode-high-contrast-light"],
      ["Default Light Modern", "light", "vscode-light"],
    ] as const) {
      await workbench.useTheme(theme);
      await builder.frame().locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
      for (const width of [1_600, 1_280, 700]) {
        await page.setViewportSize({ width, height: 800 });
        await eventually(async () => {
          const over = await builder
            .frame()
            .locator("body")
            .evaluate(({ ownerDocument }) => {
              const parts = [
                ownerDocument.scrollingElement,
                ownerDocument.getElementById("list"),
                ownerDocument.getElementById("detail"),
              ];
              return parts.map((part) => (part === null ? 0 : part.scrollWidth - part.clientWidth));
            });
          expect(over).toEqual([0, 0, 0]);
          expect(await cutOff()).toEqual([]);
        });
        await workbench.picture(
          `builder ${name} ${width}`,
          name === "light" && width === 1_280 ? "builder" : undefined,
        );
      }
      await page.setViewportSize({ width: 1_280, height: 800 });
    }
    expect([...workbench.refusedHosts]).toEqual([]);
  });
});
