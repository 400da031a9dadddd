/** What a person sees at 1280 points of width, and in each theme of VS Code: nothing that matters is cut off or misleads. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually, openWorkbench, themes, type Workbench } from "./workbench";

/** As people write it: a rule on a line. */
const policy = `{
  "version": "1",
  "default": "deny",
  "hide": ["odoo_unlink"],
  "tools": {
    "ssh_execute": {
      "limits": [{ "counter": "ssh_execute_rate", "window": "minute", "max": 10, "scope": "grant" }]
    },
    "odoo_read": {},
    "odoo_write": { "deny_if": [{ "conditions": [], "on_deny": "Records are changed by a person." }] }
  }
}
`;

describe("at 1280 points", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ "policy.json": policy, ".vscode/settings.json": "{}" });
    await workbench.open("policy.json");
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  const frame = () => workbench.simulator();

  it("no theme shows a tool that is denied or hidden in green", async () => {
    const colourOf = (text: string) =>
      workbench.page
        .locator(".monaco-editor .view-line span span", { hasText: new RegExp(`^"?${text}"?$`) })
        .first()
        .evaluate((element) => element.computedStyleMap().get("color")?.toString() ?? "");
    for (const theme of Object.keys(themes) as (keyof typeof themes)[]) {
      await workbench.useTheme(theme);
      // The colours come a moment after the theme.
      await eventually(async () => {
        const [hidden = "", denied = "", allowed] = await Promise.all(
          ["odoo_unlink", "odoo_write", "odoo_read"].map(colourOf),
        );
        for (const colour of [hidden, denied]) {
          expect(colour, theme).not.toBe(allowed);
          expect(isGreen(colour), `${theme}: ${colour}`).toBe(false);
        }
      });
    }
    workbench.writeFile(".vscode/settings.json", "{}");
  });

  it("a row of the list of calls shows the arguments", async () => {
    await workbench.gesture(
      () => workbench.page.locator(".codelens-decoration a", { hasText: "Simulate ·" }).first().click(),
      workbench.page.locator("iframe.webview.ready"),
    );
    await eventually(async () => expect(await frame().locator(".decision-word").innerText()).toMatch(/allowed/i));
    await frame().locator("#arguments textarea").fill('{ "command": "uptime", "host": "web1" }');
    await frame().locator("#times input").fill("11");
    await frame().getByRole("button", { name: "Call again, 11 times" }).click();
    await eventually(async () => expect(await frame().locator(".call[role=option]").count()).toBe(12));
    const row = frame().locator(".call[role=option]").first();
    expect(await row.innerText()).toContain('command: "uptime", host: "web1"');
    await row.scrollIntoViewIfNeeded();
    await workbench.picture("narrow calls");
  });

  it("the lines of a change show what changes", async () => {
    await frame()
      .getByRole("button", { name: /from 10 to/ })
      .first()
      .click();
    const mark = frame().locator(".line.added mark").filter({ hasText: "12" });
    await mark.waitFor();
    const [box, frameBox] = await Promise.all([mark.boundingBox(), frame().locator(".lines").boundingBox()]);
    if (box === null || frameBox === null) throw new Error("The changed number is not there.");
    expect(box.x).toBeGreaterThan(frameBox.x);
    expect(box.x + box.width).toBeLessThan(frameBox.x + frameBox.width);
    expect(box.y + box.height).toBeLessThan(frameBox.y + frameBox.height);
    await mark.scrollIntoViewIfNeeded();
    await workbench.picture("narrow change");
  });

  it("what is typed right after Ctrl+A and Ctrl+Z is kept", async () => {
    const box = frame().locator("#arguments textarea");
    const { keyboard } = workbench.page;
    for (const text of ['{"a": 1}', '{"b": 22}', '{"c": 333}', '{"d": 4444}', '{"e": 55555}', '{"f": 666666}']) {
      await box.focus();
      await keyboard.press("Control+A");
      await keyboard.type(text);
      // Whatever VS Code sends back has come when a state that was asked for afterwards is there.
      await eventually(async () => expect(await frame().locator(".call-tool").first().innerText()).toBe("ssh_execute"));
      expect(await box.inputValue()).toBe(text);
    }
    await keyboard.press("Control+Z");
    await keyboard.press("Control+Shift+Z");
    await keyboard.type(" ");
    await eventually(async () => expect(await box.inputValue()).toBe('{"f": 666666} '));
  });

  it("the page of reasons is not cut off", async () => {
    const { page } = workbench;
    await page.locator(".tab", { hasText: "policy.json" }).first().click();
    await workbench.closeAll();
    await workbench.run("MCP Policy: New Policy");
    const plan = page.locator(".quick-input-list .monaco-list-row", { hasText: "Up to Medium risk" });
    await plan.click();
    const preview = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
    await preview.getByRole("heading", { name: "A policy that allows tools up to Medium risk" }).waitFor();
    const cut = await preview.locator("body").evaluate((body) => {
      const width = body.ownerDocument.documentElement.clientWidth;
      const boxes = [...body.querySelectorAll("h1, h2, p, li, code, strong, table, td")];
      return boxes.filter((element) => element.getBoundingClientRect().right > width).map(({ outerHTML }) => outerHTML);
    });
    expect(cut).toEqual([]);
    await workbench.picture("narrow reasons");
  });
});

/** Whether people would call a colour green: a hue from 75 to 170 degrees, unless it is nearly grey. */
function isGreen(colour: string): boolean {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number);
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  if (most - least < 30 || most !== green) return false;
  const hue = 120 + (60 * (blue - red)) / (most - least);
  return hue >= 75 && hue <= 170;
}
