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

describe.runIf(hasGit)("what changed since the last commit", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench(
      { "policy.json": before },
      {
        settings: { "git.enabled": true },
        prepare: (folder) => {
          const git = (...words: string[]): void => {
            execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...words], { cwd: folder });
          };
          git("init", "-q");
          git("add", ".");
          git("commit", "-q", "-m", "First");
          writeFileSync(join(folder, "policy.json"), after);
        },
      },
    );
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  const rows = () => workbench.page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");

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
});
