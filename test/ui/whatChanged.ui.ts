import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const before = `{
  "version": "1",
  "default": "deny",
  "tools": {
    "ssh_execute": {
      "limits": [{ "counter": "runs", "window": "hour", "max": 5, "scope": "grant" }]
    }
  }
}
`;
const after = before
  .replace('"max": 5', '"max": 50')
  .replace('"tools": {', '"tools": {\n    "ai_invoice_plugins_reload": {},');

// A machine that has Node.js alone has no history to compare with.
const hasGit = spawnSync("git", ["--version"]).status === 0;

describe.runIf(hasGit)("what changed since an older text", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench(
      {
        "policy.json": before,
        "other.policy.json": before.replace('"max": 5', '"max": 7'),
        ".vscode/settings.json": "{}",
      },
      {
        settings: { "git.enabled": true },
        prepare: (folder) => {
          const git = (...words: string[]): void => {
            execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...words], { cwd: folder });
          };
          git("init", "-q");
          git("add", ".");
          git("commit", "-q", "-m", "First");
          git("checkout", "-q", "-b", "strict");
          writeFileSync(join(folder, "policy.json"), before.replace('"max": 5', '"max": 1'));
          git("commit", "-q", "-a", "-m", "Stricter");
          git("checkout", "-q", "-");
          writeFileSync(join(folder, "policy.json"), after);
          writeFileSync(join(folder, "new.policy.json"), before);
        },
      },
    );
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  const rows = () => workbench.page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
  const asked = () => workbench.page.locator(".quick-input-widget:visible input").getAttribute("placeholder");

  it("is a list of calls and limits, the riskiest on top, and one key simulates a call", async () => {
    await workbench.open("policy.json");
    await workbench.run("MCP Policy: What Changed?");
    await rows().filter({ hasText: "HEAD" }).first().waitFor();
    await workbench.page.keyboard.press("Enter");
    await rows().filter({ hasText: "for example" }).first().waitFor();
    const texts = (await rows().allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
    expect(texts[0]).toContain("ai_invoice_plugins_reload");
    expect(texts[0]).toContain("High risk");
    expect(texts[0]).toContain("Newly allowed");
    expect(texts.find((text) => text.includes("ssh_execute"))).toMatch(/looser.*runs: 5 → 50 an hour/);
    await workbench.picture("what changed", "what-changed");
    await workbench.page.keyboard.press("Enter");
    await eventually(async () =>
      expect(await workbench.simulator().locator("body").innerText()).toContain("ai_invoice_plugins_reload"),
    );
  });

  it("is said in the language status, with the command beside it", async () => {
    await workbench.open("policy.json");
    await workbench.page.locator(".statusbar-item[id*='languageStatus']").first().hover();
    await eventually(async () =>
      expect(await workbench.page.locator(".workbench-hover:visible").innerText()).toContain(
        "1 call newly allowed, 1 limit looser since HEAD",
      ),
    );
    await workbench.picture("since HEAD");
  });

  const row = (text: string) => rows().filter({ hasText: text }).first();
  /** Opens the list of what the policy can be compared with, and chooses. */
  const compareWith = async (text: string) => {
    await workbench.run("MCP Policy: What Changed?");
    await row(text).click();
  };
  const closeList = async () => {
    await workbench.page.keyboard.press("Escape");
    await rows().first().waitFor({ state: "hidden" });
  };

  it("is asked of a branch", async () => {
    await workbench.open("policy.json");
    await compareWith("strict");
    await row("runs: 1 → 50 an hour").waitFor();
    await closeList();
  });

  it("is asked of another file", async () => {
    await workbench.open("policy.json");
    await compareWith("Another File");
    // A path that is typed would have to be looked up before Enter; the file is in the dialog's list.
    await workbench.gesture(async () => {
      // Gone once the file was taken.
      if (await row("other.policy.json").isVisible()) await row("other.policy.json").click();
    }, row("runs: 7 → 50 an hour"));
    await closeList();
  });

  it("is asked of the text before the last save, and leads to the lines", async () => {
    await workbench.open("policy.json");
    const line = after.split("\n").findIndex((text) => text.includes('"max": 50'));
    const column = (after.split("\n")[line]?.indexOf("50,") ?? 0) + 3;
    await workbench.goTo(line + 1, column);
    await workbench.page.keyboard.type("0");
    await workbench.page.locator(".tab.dirty").first().waitFor();
    await compareWith("The Last Save");
    await row("runs: 50 → 500 an hour").waitFor();
    expect(await row("ai_invoice_plugins_reload").isVisible()).toBe(false);
    await closeList();
    await workbench.goTo(line + 1, column + 1);
    await workbench.page.keyboard.press("Backspace");
    await workbench.save();
    expect(workbench.readFile("policy.json")).toBe(after);
  });

  it("is asked in a comparison of Git by the button in its title: the left side comes first", async () => {
    await workbench.open("policy.json");
    const button = (title: string) =>
      workbench.page.locator(`.editor-group-container.active .editor-actions a[aria-label^='${title}']`);
    await workbench.gesture(async () => {
      // Gone once the comparison is open.
      if (await button("Open Changes").isVisible()) await button("Open Changes").click();
    }, button("What Changed?"));
    await workbench.gesture(() => button("What Changed?").click(), row("The Left Side of the Comparison"));
    expect(await rows().first().innerText()).toContain("The Left Side of the Comparison");
    await workbench.page.keyboard.press("Enter");
    await row("runs: 5 → 50 an hour").waitFor();
    await closeList();
    await workbench.closeAll();
  });

  it("of a policy that is in no commit says so, before anything is chosen", async () => {
    await workbench.open("new.policy.json");
    await workbench.run("MCP Policy: What Changed?");
    await row("Another File").waitFor();
    expect(await asked()).toBe("This policy is in no commit yet. Compare with");
    expect(await rows().allInnerTexts()).not.toContainEqual(expect.stringContaining("HEAD"));
    await closeList();
  });

  it("is readable in dark and high contrast", async () => {
    await workbench.open("policy.json");
    for (const [theme, base] of [
      ["Default Dark Modern", "vs-dark"],
      ["Default High Contrast", "hc-black"],
      ["Default High Contrast Light", "hc-light"],
    ] as const) {
      await workbench.useTheme(theme);
      await compareWith("HEAD");
      await row("for example").waitFor();
      await workbench.picture(`what changed ${base}`);
      await closeList();
    }
  });
});

describe("what changed in a folder without Git", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench(
      { "policy.json": before, "older.policy.json": before.replace('"max": 5', '"max": 7') },
      { settings: { "git.enabled": true } },
    );
  });
  afterAll(() => workbench?.close());

  it("says that there is no commit and what it can be compared with, and opens no dialog before", async () => {
    const { page } = workbench;
    const row = (text: string) => page.locator(".quick-input-widget:visible .monaco-list-row", { hasText: text });
    await workbench.open("policy.json");
    await workbench.run("MCP Policy: What Changed?");
    await row("Another File").waitFor();
    expect(await page.locator(".quick-input-widget:visible input").getAttribute("placeholder")).toBe(
      "No Git repository is known for this policy, so there is no commit. Compare with",
    );
    await workbench.picture("what changed without Git");
    await row("Another File").click();
    await workbench.gesture(async () => {
      // Gone once the file was taken.
      if (await row("older.policy.json").isVisible()) await row("older.policy.json").click();
    }, row("runs: 7 → 5 an hour"));
    await page.keyboard.press("Escape");
  });
});
