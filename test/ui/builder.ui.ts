/** The policy builder: a person who does not write JSON builds a policy, by keyboard or by mouse, and the text follows. */
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { codeHostTools, manyTools, serverFile } from "./builderServers";
import { seedPolicy } from "./seedPolicy";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const empty = '{\n  "version": "1",\n  "default": "deny",\n  "tools": {}\n}\n';
const seedTool = "ai_invoice_plugins_reload";
const sample = readFileSync(new URL("../../samples/odoo-accounting.policy.json", import.meta.url), "utf8");
const accounting = JSON.parse(sample);

describe("the policy builder", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({
      "policy.json": empty,
      "mouse.policy.json": empty,
      "accounting.policy.json": empty,
      "codehost.policy.json": empty,
      "codehost-proof.policy.json": empty,
      "many.policy.json": empty,
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
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
    await workbench.closeAll();
    await workbench.page.locator("iframe.webview.ready").first().waitFor({ state: "detached" });
  });

  const frame = () => workbench.simulator();
  const list = () => frame().locator("#list");
  const line = (tool: string) => frame().locator(`.line[data-tool="${tool}"]`);
  const pressed = (tool: string) => line(tool).locator(".choice[aria-pressed=true]");
  const detail = () => frame().locator("#detail");
  const button = (name: string) => detail().getByRole("button", { name, exact: true });
  const isChosen = (tool: string, choice: string) =>
    eventually(async () => expect(await pressed(tool).innerText()).toBe(choice));

  async function openBuilder(file: string): Promise<void> {
    await workbench.open(file);
    await workbench.run("MCP Policy: Open Policy Builder");
    await frame().locator("#list:focus").waitFor();
  }

  /** The text on the disk once the document is saved. */
  const saved = (file: string, expected: string) =>
    eventually(async () => {
      await workbench.save();
      expect(workbench.readFile(file)).toBe(expected);
    });

  /** Searches a tool and puts the keyboard on it. */
  async function goTo(tool: string): Promise<void> {
    const { keyboard } = workbench.page;
    await keyboard.press("/");
    await frame().locator("#search:focus").waitFor();
    await keyboard.press("Control+A");
    await keyboard.type(tool);
    await eventually(async () => expect(await frame().locator("#search input").inputValue()).toBe(tool));
    await line(tool).waitFor();
    await keyboard.press("Enter");
    await frame().locator("#list:focus").waitFor();
    await keyboard.press("Home");
    const active = frame().locator(`.line.active[data-tool="${tool}"]`);
    for (let step = 0; step < 20 && (await active.count()) === 0; step++) {
      const before = await list().getAttribute("aria-activedescendant");
      await keyboard.press("ArrowDown");
      await eventually(async () => expect(await list().getAttribute("aria-activedescendant")).not.toBe(before));
    }
    await active.waitFor();
    await detail().locator("h2", { hasText: tool }).waitFor();
  }

  /** Presses Tab until a control has the focus. */
  async function tabTo(name: string): Promise<void> {
    const focused = () =>
      frame()
        .locator("body")
        .evaluate(({ ownerDocument }) => {
          const element = ownerDocument.activeElement;
          const label = element !== null && "label" in element ? String(element.label) : undefined;
          return element?.getAttribute("aria-label") ?? label ?? element?.textContent?.trim() ?? "";
        });
    for (let step = 0; step < 80; step++) {
      if ((await focused()) === name) return;
      await workbench.page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not come to ${name}.`);
  }

  /** Replaces the text of the box that has the focus, and is done with it. */
  async function typeOver(text: string): Promise<void> {
    await workbench.page.keyboard.press("Control+A");
    await workbench.page.keyboard.type(text);
    await workbench.page.keyboard.press("Enter");
  }

  it("the seed's policy is built by keyboard, and undo takes it back", async () => {
    await openBuilder("policy.json");
    const { keyboard } = workbench.page;
    await goTo(seedTool);
    await keyboard.press("r");
    await isChosen(seedTool, "Custom");
    await saved("policy.json", seedPolicy);
    await keyboard.press("Control+Z");
    await isChosen(seedTool, "Default");
    await saved("policy.json", empty);
    for (const [key, choice] of [
      ["a", "Allow"],
      ["d", "Deny"],
      ["h", "Hide"],
      ["x", "Default"],
    ] as const) {
      await keyboard.press(key);
      await isChosen(seedTool, choice);
    }
    await saved("policy.json", empty);
  });

  it("the seed's policy is built by mouse", async () => {
    await openBuilder("mouse.policy.json");
    const { mouse } = workbench.page;
    await frame().locator("#filter-category").click();
    await frame().locator("#filter-category").getByRole("option", { name: "Execute", exact: true }).click();
    await list().hover();
    await eventually(async () => {
      if ((await line(seedTool).count()) === 0) await mouse.wheel(0, 300);
      expect(await line(seedTool).count()).toBe(1);
    });
    await line(seedTool).getByRole("button", { name: "Custom" }).click();
    await button("Add a limit").click();
    await isChosen(seedTool, "Custom");
    await saved("mouse.policy.json", seedPolicy);
    // The text next to it is the same document: what is typed there is here at once.
    await button("Show in the text").click();
    await workbench.page.locator(".statusbar-item", { hasText: "Ln 5" }).waitFor();
    await workbench.goTo(10, 20);
    await workbench.page.keyboard.type("0");
    await eventually(async () => expect(await detail().locator(".state").innerText()).toContain("at most 100 calls"));
    await workbench.picture("builder beside the text");
    await detail().getByRole("button", { name: "Remove limit 1" }).click();
    await isChosen(seedTool, "Allow");
    await saved("mouse.policy.json", empty.replace("{}", `{\n    "${seedTool}": {}\n  }`));
  });

  it("a part of the accounting sample is built by keyboard: conditions, messages, limits over all tools", async () => {
    await openBuilder("accounting.policy.json");
    const { keyboard } = workbench.page;
    await goTo("odoo_unlink");
    await keyboard.press("h");
    await isChosen("odoo_unlink", "Hide");
    await goTo("odoo_fields_get");
    await keyboard.press("a");
    await isChosen("odoo_fields_get", "Allow");

    await goTo("odoo_report");
    await keyboard.press("Enter");
    await frame().locator("#detail h2:focus").waitFor();
    await tabTo("Add: allowed only if (type its path)");
    await keyboard.type("args.report_name");
    await keyboard.press("Enter");
    await detail().locator('[data-condition="require 0 conditions 0"]').waitFor();
    await frame().locator("body").press("Escape");
    await frame().locator("#list:focus").waitFor();
    await keyboard.press("Enter");
    await frame().locator("#detail h2:focus").waitFor();
    await tabTo("Operator of condition 1");
    const operator = detail().locator("vscode-single-select.operator");
    await keyboard.press("ArrowDown");
    for (let step = 0; step < 12; step++) {
      const active = await operator.locator("li.active").innerText();
      if (active.trim() === "regex") break;
      await keyboard.press("ArrowDown");
    }
    await keyboard.press("Enter");
    await detail().locator("vscode-textfield.pattern").waitFor();
    await tabTo("Value of condition 1");
    await typeOver("^account\\.[a-z_]+$");
    await tabTo("Message of requirement 1");
    await typeOver("Only the reports of the accounting module may be printed.");
    await eventually(async () =>
      expect(await detail().locator(".condition").getAttribute("aria-label")).toContain("^account"),
    );
    await frame().locator("body").press("Escape");
    await frame().locator("#list:focus").waitFor();

    await keyboard.press("Home");
    await detail().locator("h2", { hasText: "Whole policy" }).waitFor();
    await keyboard.press("Enter");
    await frame().locator("#detail h2:focus").waitFor();
    await tabTo("Add a limit");
    await keyboard.press("Enter");
    await detail().getByRole("group", { name: "limit 1" }).waitFor();
    await keyboard.press("Enter");
    await detail().getByRole("group", { name: "limit 2" }).waitFor();
    await frame().locator("body").press("Escape");
    await frame().locator("#list:focus").waitFor();
    await keyboard.press("Enter");
    await tabTo("Counter of limit 1");
    await typeOver("all_calls_minute");
    await tabTo("Maximum of limit 2");
    await typeOver("2000");
    await tabTo("Window of limit 2");
    await keyboard.press("ArrowDown");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await tabTo("Counter of limit 2");
    await typeOver("all_calls_day");
    const expected = {
      version: "1",
      default: "deny",
      hide: ["odoo_unlink"],
      all_tools: accounting.all_tools,
      tools: { odoo_fields_get: {}, odoo_report: accounting.tools.odoo_report },
    };
    await saved("accounting.policy.json", `${JSON.stringify(expected, null, 2)}\n`);
  });

  it("a code host's policy is built by mouse: in bulk, by selection, and with a condition that is tried", async () => {
    await openBuilder("codehost.policy.json");
    for (const tool of codeHostTools) await line(tool.name).waitFor();
    const heading = (words: string) => frame().locator(".line.heading", { hasText: words });
    await heading("Read").getByRole("button").click();
    await isChosen("get_file_contents", "Allow");
    await line("delete_file").getByRole("button", { name: "Hide" }).click();
    await isChosen("delete_file", "Hide");
    await line("create_issue").getByRole("checkbox").click();
    await line("update_issue").getByRole("checkbox").click();
    await frame().getByText("2 tools selected").waitFor();
    await frame().locator(".bulk").getByRole("button", { name: "Recommended" }).click();
    await isChosen("create_issue", "Custom");
    await isChosen("update_issue", "Custom");

    await line("merge_pull_request").locator(".name").click();
    await detail().locator("h2", { hasText: "merge_pull_request" }).waitFor();
    await detail().locator("vscode-single-select.add").first().click();
    await detail()
      .locator("vscode-single-select.add")
      .first()
      .getByRole("option", { name: "args.method", exact: true })
      .click();
    await detail().locator('[data-condition="require 0 conditions 0"]').waitFor();
    await detail().locator("vscode-textarea.value textarea").fill("squash");
    await detail().locator("h2").click();
    await eventually(async () =>
      expect(await detail().locator(".condition").getAttribute("aria-label")).toBe(
        'condition 1: args.method is "squash"',
      ),
    );
    await frame().getByRole("button", { name: "What an agent sees" }).click();
    await eventually(async () => expect(await line("delete_file").count()).toBe(0));
    await frame().getByText("tools/list has 6 of 7 tools").waitFor();
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

  it("a person who writes no JSON closes what gets through by a button, and the probe finds nothing more", async () => {
    await openBuilder("codehost-proof.policy.json");
    await frame().locator(".line.heading", { hasText: "Read" }).getByRole("button").click();
    await isChosen("list_issues", "Allow");
    await line("delete_file").getByRole("button", { name: "Hide" }).click();
    await isChosen("delete_file", "Hide");
    await line("get_file_contents").locator(".name").click();
    await detail().locator("h2", { hasText: "get_file_contents" }).waitFor();
    const argument = detail().locator("vscode-single-select.add").first();
    await argument.click();
    await argument.getByRole("option", { name: "args.path", exact: true }).click();
    await detail().locator('[data-condition="require 0 conditions 0"]').waitFor();
    const operator = detail().locator("vscode-single-select.operator");
    await operator.click();
    await operator.getByRole("option", { name: "regex", exact: true }).click();
    await detail().locator("vscode-textfield.pattern input").fill("^docs/");
    await detail().locator("h2").click();
    const finding = detail().locator(".findings li", { hasText: "path-escapes" });
    await finding.waitFor();
    await workbench.picture("builder proof", "builder-proof");
    await finding.getByRole("button").first().click();
    await finding.waitFor({ state: "detached" });
    await frame().getByRole("button", { name: "Probe for Holes…" }).click();
    const probed = workbench.page.locator(".quick-input-widget:visible", { hasText: "Calls that get past" });
    await probed.waitFor();
    expect(await probed.locator("input").getAttribute("placeholder")).toContain(", 0 calls found");
    await workbench.picture("builder proved");
    await workbench.page.keyboard.press("Escape");
  });

  it("a pattern is tried while it is typed, and Simulate opens on the tool", async () => {
    await openBuilder("sample.policy.json");
    await goTo("odoo_report");
    await detail().locator(".try input").fill("account.report_invoice");
    await detail().locator(".tries .holds", { hasText: "account.report_invoice" }).waitFor();
    await detail().locator("vscode-textfield.pattern input").fill("^sale");
    await detail().locator(".tries .does-not-hold", { hasText: "account.report_invoice" }).waitFor();
    await workbench.picture("builder conditions", "builder-conditions");
    await workbench.page.keyboard.press("Control+Z");
    await frame().getByRole("button", { name: "Simulate…" }).click();
    await workbench.page.locator(".tab", { hasText: "Simulate: sample.policy.json" }).waitFor();
  });

  it("1,083 tools scroll without a gap, and few lines are drawn", async () => {
    await openBuilder("many.policy.json");
    const { keyboard, mouse } = workbench.page;
    await frame().getByText("1,083 tools shown").waitFor();
    const bare = () =>
      list().evaluate((box) => {
        const { left, top, bottom } = box.getBoundingClientRect();
        const middles = [top + 10, (top + bottom) / 2, bottom - 10];
        return middles.filter((y) => box.ownerDocument.elementFromPoint(left + 200, y)?.closest(".line") === null)
          .length;
      });
    await list().hover();
    for (let turn = 0; turn < 20; turn++) {
      await mouse.wheel(0, 1_500);
      await eventually(async () => expect(await bare()).toBe(0));
      expect(await frame().locator(".line").count()).toBeLessThan(60);
    }
    await keyboard.press("End");
    await frame().locator(`.line.active[data-tool="get_record_1083"]`).waitFor();
    await keyboard.press("a");
    await isChosen("get_record_1083", "Allow");
    await saved("many.policy.json", empty.replace("{}", '{\n    "get_record_1083": {}\n  }'));
    await keyboard.press("Home");
    await frame().locator(".line.active.policy").waitFor();
  });

  it("looks right in each theme, wide and narrow", async () => {
    const { page } = workbench;
    await openBuilder("sample.policy.json");
    await goTo("odoo_write");
    await page.keyboard.press("/");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("odoo");
    await frame().locator(".line.active").waitFor();
    for (const [theme, name, kind] of [
      ["Default Dark Modern", "dark", "vscode-dark"],
      ["Default High Contrast", "hc dark", "vscode-high-contrast"],
      ["Default High Contrast Light", "hc light", "vscode-high-contrast-light"],
      ["Default Light Modern", "light", "vscode-light"],
    ] as const) {
      await workbench.useTheme(theme);
      await frame().locator(`body[data-vscode-theme-kind="${kind}"]`).waitFor();
      for (const width of [1_280, 700]) {
        await page.setViewportSize({ width, height: 800 });
        await eventually(async () => {
          const over = await frame()
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
