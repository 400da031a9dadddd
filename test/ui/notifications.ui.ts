/**
 * Names of files, tools and keys in notifications: VS Code itself is asked whether it makes a link of them. Every message
 * of the client's sources is shown with a hostile name in each of its places.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { globSync } from "tinyglobby";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { packProbe } from "./packProbe";
import { eventually, openWorkbench, type Workbench } from "./workbench";

/** A harmless command: it shows the log. */
const hostile = "[click](command:mcpPolicy.showLog)";
const others = ["[click](https://x.example)", '[a](command:mcpPolicy.showLog "title")', "[[a](file:///etc/hosts)"];

/** The message of each `notify(…)` in the sources, as far as it is written there; a variable is all hostile. */
const messages = globSync("client/src/**/*.ts", { ignore: "client/src/shared/notify.ts" }).flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(/\bnotify\(\s*"(\w+)",\s*(`[^`]*`|"[^"]*"|\w+)/g)].map(
    ([, kind = "", written = ""], index) => ({
      kind,
      text: `${written.startsWith("`") ? written.slice(1, -1).replace(/\$\{[^}]*\}/g, hostile) : written.startsWith('"') ? written.slice(1, -1) : hostile} (${file} ${index})`,
    }),
  ),
);

/** Those that have a place for a name. */
const naming = messages.filter(({ text }) => text.includes(hostile));

const named = `${hostile}.policy.json`;
const policy = JSON.stringify(
  {
    version: "1",
    default: "deny",
    tools: {
      [hostile]: { limits: ["c", "d"].map((counter) => ({ counter, window: "minute", max: 9, scope: "grant" })) },
    },
  },
  null,
  2,
);

describe("a notification", () => {
  let workbench: Workbench;
  const folder = mkdtempSync(join(tmpdir(), "mcp-policy-probe-"));
  beforeAll(async () => {
    const probe = `
      import * as vscode from "vscode";
      import { notificationText } from ${JSON.stringify(resolve("server/src/policy/words/plain/notificationText"))};
      import { notify } from ${JSON.stringify(resolve("client/src/shared/notify"))};
      const messages = ${JSON.stringify([...naming, ...others.map((text) => ({ kind: "warning", text: `"${text}" (other)` }))])};
      let next = 0;
      exports.activate = () => {
        const status = vscode.languages.createLanguageStatusItem("probe", { pattern: "**" });
        status.name = "Probe";
        status.text = "Probe";
        status.detail = notificationText(${JSON.stringify(hostile)});
        vscode.commands.registerCommand("probe.Raw", () => void vscode.window.showWarningMessage(${JSON.stringify(hostile)}));
        vscode.commands.registerCommand("probe.Next", () => {
          for (const { kind, text } of messages.slice(next, next + 3)) void notify(kind, text);
          next += 3;
        });
        vscode.commands.registerCommand("probe.Box", () =>
          void vscode.window.showInputBox({ prompt: notificationText(${JSON.stringify(hostile)}) }));
      };`;
    workbench = await openWorkbench(
      { [named]: policy, [`${hostile}.jsonl`]: "{}\n", "plain.policy.json": policy },
      { vsixFiles: [packProbe(folder, probe, ["Raw", "Next", "Box"])], width: 1500, height: 1000 },
    );
  });
  afterAll(async () => {
    await workbench?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  const toasts = () => workbench.page.locator(".notifications-toasts .notification-list-item-message");
  const links = () => workbench.page.locator(".notification-list-item-message a");
  const clear = async () => {
    await workbench.run("Notifications: Clear All Notifications");
    await eventually(async () => expect(await toasts().count()).toBe(0));
  };
  /** What is in the newest notification, when it has come. */
  const says = async (words: string | RegExp) => {
    await toasts().filter({ hasText: words }).first().waitFor();
    expect(await links().count()).toBe(0);
    expect(await toasts().filter({ hasText: "[click]" }).count()).toBeGreaterThan(0);
  };

  it("of VS Code makes a link of a name: what this is about", async () => {
    await workbench.run("Probe Raw");
    await eventually(async () => expect(await links().count()).toBe(1));
    await clear();
  });

  it("of ours makes none, whatever its name", async () => {
    expect(messages.length).toBeGreaterThan(20);
    expect(naming.length).toBeGreaterThan(8);
    for (let shown = 0; shown < naming.length + others.length; shown += 3) {
      await workbench.run("Probe Next");
      const count = Math.min(3, naming.length + others.length - shown);
      await eventually(async () => expect(await toasts().count()).toBe(count));
      expect(await links().count()).toBe(0);
      if (shown === 0) await workbench.picture("notifications hostile");
      await clear();
    }
  });

  it("neither does the prompt of a box, nor the language status", async () => {
    const { page } = workbench;
    await workbench.run("Probe Box");
    const box = page.locator(".quick-input-message", { hasText: "[click]" });
    await box.waitFor();
    expect(await box.locator("a").count()).toBe(0);
    await page.keyboard.press("Escape");
  });

  it("says that a test was not written, with the file's own name", async () => {
    const { page } = workbench;
    await workbench.open(named);
    await workbench.gesture(
      () => page.locator(".codelens-decoration a", { hasText: "Simulate ·" }).first().click(),
      page.locator("iframe.webview.ready"),
    );
    const save = workbench.simulator().getByRole("button", { name: "Save as test…" });
    await eventually(async () => expect(await save.getAttribute("aria-disabled")).toBe("false"));
    workbench.writeFile(`${hostile}.policy-test.json`, "[]");
    await save.click();
    await page.locator(".quick-input-widget", { hasText: "What does it show?" }).waitFor();
    await page.keyboard.press("Enter");
    await says("was not written");
    await clear();
  });

  it("says that a log has no calls", async () => {
    const { page } = workbench;
    await workbench.simulator().getByRole("button", { name: "Import…" }).click();
    const input = page.locator(".quick-input-widget input:visible");
    await input.waitFor();
    await page.locator(".quick-input-list .monaco-list-row", { hasText: `${hostile}.jsonl` }).click();
    const ok = page.locator(".quick-input-widget .monaco-button", { hasText: /OK|Import/ });
    // The click mostly takes the file; where it only marks it, the button does.
    await eventually(async () => {
      if (await ok.isVisible()) await ok.click({ timeout: 1_000 });
      expect(await toasts().filter({ hasText: "has no call that can be simulated" }).count()).toBeGreaterThan(0);
    });
    await says("has no call that can be simulated");
    await clear();
  });

  it("says that a rule is silent about a tool", async () => {
    const { page } = workbench;
    await workbench.open("plain.policy.json");
    await page.locator(".editor-group-container.active .squiggly-warning").first().waitFor();
    const line = policy.split("\n").findIndex((each) => each.includes('"d"'));
    await workbench.goTo(line, 9);
    const actions = page.locator(".action-widget .monaco-list-row.action");
    await workbench.gesture(() => page.keyboard.press("Control+."), actions);
    await actions
      .filter({ hasText: /Silence .* for/ })
      .first()
      .click();
    await says("says nothing more about");
  });
});
