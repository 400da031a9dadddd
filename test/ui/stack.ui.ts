import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const tools = {
  github: [
    { name: "push_files", description: "Push multiple files to a GitHub repository in a single commit" },
    { name: "list_issues", description: "Lists issues. <img src=x onerror=alert(1)> [x](command:y)" },
    { name: "delete_branch", description: "Deletes a branch for good." },
    { name: "create_issue_from_template", description: "Opens an issue." },
  ],
  mail: [
    { name: "list_inbox", description: "Lists the mails of a person." },
    { name: "send_mail", description: "Sends a mail.", inputSchema: { properties: { to: { type: "string" } } } },
    { name: "$(flame) __proto__" },
  ],
};
const policy = `{
  "version": "1",
  "default": "deny",
  "hide": ["delete_branch"],
  "tools": {
    "list_issues": {},
    "push_files": { "limits": [{ "counter": "push", "window": "hour", "max": 5, "scope": "grant" }] }
  }
}
`;

describe("what agents can call", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({
      "github.policy.json": policy,
      "ours.policy.json": policy.replaceAll(/list_issues|push_files|delete_branch/g, "our_$&"),
      ".mcp-policy/servers/github.json": JSON.stringify({ tools: tools.github }),
      ".mcp-policy/servers/mail.json": JSON.stringify({ tools: tools.mail }),
      ".vscode/settings.json": "{}",
    });
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  const row = (text: string) => workbench.page.locator(".pane-body .monaco-list-row:visible", { hasText: text });
  const page = () => workbench.simulator();
  const tableRows = () => page().locator("tbody tr");

  it("is a tree of servers, categories and tools in a view of its own", async () => {
    const icon = workbench.page.locator(".activitybar .action-item a[aria-label^='MCP Policy']");
    await workbench.gesture(() => icon.click(), row("github"));
    for (const [closed, open] of [
      ["github", "Destructive"],
      ["mail", "list_inbox"],
    ] as const) {
      // All levels below a server are opened by the key that opens siblings, one after the other.
      await workbench.gesture(
        async () => {
          await row(closed).first().click();
          await workbench.page.keyboard.press("ArrowRight");
        },
        row(closed === "github" ? open : "Read"),
      );
      await workbench.gesture(
        async () => {
          await row(closed === "github" ? open : "Read")
            .last()
            .click();
          await workbench.page.keyboard.press("ArrowRight");
        },
        row(closed === "github" ? "delete_branch" : open),
      );
    }
    const labels = await workbench.page.locator(".pane-body .monaco-list-row:visible").allInnerTexts();
    const texts = labels.map((label) => label.replace(/\s+/g, " ").trim());
    expect(texts.some((text) => /^github ?4 tools · github\.policy\.json/.test(text))).toBe(true);
    expect(texts.some((text) => /^delete_branch ?hidden · Critical risk/.test(text))).toBe(true);
    expect(texts.some((text) => /^list_inbox ?not covered · Low risk/.test(text))).toBe(true);
    await workbench.picture("stack view");
  });

  it("is a table over all servers, what is open and dangerous first", async () => {
    await workbench.run("MCP Policy: What Your Agents Can Call");
    await tableRows().first().waitFor();
    expect(await tableRows().count()).toBe(7);
    const first = (await tableRows().first().innerText()).replace(/\s+/g, " ");
    expect(first).toContain("not covered");
    expect(await page().locator("body").innerText()).toContain(
      "list_inbox of mail reads outsiders’ text (inbox); send_mail of mail can send.",
    );
    expect(await page().locator("img").count()).toBe(0);
    const brokenWords = await page()
      .locator("button.tool")
      .evaluateAll(
        (buttons) =>
          buttons.flatMap((button) =>
            [...button.childNodes].filter((node) => {
              const word = node.ownerDocument?.createRange();
              word?.selectNode(node);
              return node.nodeType === node.TEXT_NODE && (word?.getClientRects().length ?? 0) > 1;
            }),
          ).length,
      );
    expect(brokenWords).toBe(0);
    await workbench.picture("stack page", "stack-page");
  });

  it("says what it could not look at before the table, whose end is far away", async () => {
    const text = await page().locator("body").innerText();
    const at = text.indexOf("It is not clear which server ours.policy.json is about.");
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(text.indexOf("7 rows"));
  });

  it("shows what the filter leaves, and the keys go along its rows", async () => {
    await page().getByRole("button", { name: "Critical" }).click();
    await eventually(async () => expect(await tableRows().count()).toBe(1));
    expect(await page().getByRole("status").innerText()).toContain("1 of 7 rows");
    await page().getByRole("button", { name: "Critical" }).click();
    await eventually(async () => expect(await tableRows().count()).toBe(7));
    await page().locator("button.tool").first().focus();
    await workbench.page.keyboard.press("ArrowDown");
    const second = await tableRows().nth(1).locator("button.tool").innerText();
    expect(await page().locator("button.tool:focus").innerText()).toBe(second);
  });

  it("follows an edit of a policy", async () => {
    workbench.writeFile(
      "github.policy.json",
      policy.replace('"list_issues": {},', '"list_issues": {}, "create_issue_from_template": {},'),
    );
    await eventually(async () =>
      expect(await tableRows().filter({ hasText: "create_issue_from_template" }).innerText()).toContain("allowed"),
    );
  });

  it("is readable in every theme, narrow and wide", async () => {
    for (const [theme, base] of [
      ["Default Light Modern", "vs"],
      ["Default High Contrast", "hc-black"],
      ["Default High Contrast Light", "hc-light"],
    ] as const) {
      await workbench.useTheme(theme);
      await workbench.picture(`stack ${base}`);
    }
    await workbench.page.setViewportSize({ width: 1600, height: 900 });
    await workbench.picture("stack 1600");
    await workbench.page.setViewportSize({ width: 1000, height: 800 });
    const overflow = () =>
      page()
        .locator("html")
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    await eventually(async () => expect(await overflow()).toBe(0));
    await workbench.picture("stack narrow");
    expect(await tableRows().count()).toBe(7);
  });
});

describe("what agents can call, of 2,000 tools", () => {
  let workbench: Workbench;
  const verbs = ["list", "get", "create", "update", "delete", "run", "pay", "send"];
  const many = (server: string) =>
    Array.from({ length: 1_000 }, (_, index) => ({
      name: `${verbs[index % verbs.length]}_${server}_${index}`,
      description: "Works on one of many records of a customer.",
    }));
  beforeAll(async () => {
    workbench = await openWorkbench({
      "crm.policy.json":
        '{ "version": "1", "default": "allow", "tools": { "delete_crm_4": {} }, "hide": ["pay_crm_6"] }',
      ".mcp-policy/servers/crm.json": JSON.stringify({ tools: many("crm") }),
      ".mcp-policy/servers/erp.json": JSON.stringify({ tools: many("erp") }),
      ".vscode/settings.json": "{}",
    });
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });
  const rows = () => workbench.simulator().locator("tbody tr");

  it("are all counted, the dangerous ones first, and a search leaves the one that is meant", async () => {
    await workbench.run("MCP Policy: What Your Agents Can Call");
    await rows().first().waitFor();
    expect(await workbench.simulator().getByRole("status").innerText()).toContain("2,000 rows");
    expect(await rows().first().innerText()).toMatch(/Critical/);
    await workbench.picture("stack 2000");
    await workbench.simulator().getByRole("searchbox").fill("erp_999");
    await eventually(async () => expect(await rows().count()).toBe(1));
    await workbench.simulator().getByRole("searchbox").fill("");
    await eventually(async () => expect(await rows().count()).toBeGreaterThan(1));
  });

  it("are readable in dark and high contrast", async () => {
    for (const [theme, base] of [
      ["Default Dark Modern", "vs-dark"],
      ["Default High Contrast", "hc-black"],
    ] as const) {
      await workbench.useTheme(theme);
      await workbench.picture(`stack 2000 ${base}`);
    }
  });
});
