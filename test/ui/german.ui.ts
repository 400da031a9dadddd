/** A window in German: commands, lens, page and messages have German words, and nothing is cut off. */
import { readFileSync } from "node:fs";
import type { Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { seedPolicy } from "./seedPolicy";
import { eventually, openWorkbench, type Workbench } from "./workbench";

const german: Record<string, string | { readonly message: string }> = JSON.parse(
  readFileSync(new URL("../../l10n/bundle.l10n.de.json", import.meta.url), "utf8"),
);
/** What the client says in English, and otherwise in German. */
const english = new Set(Object.keys(german).filter((words) => german[words] !== words));

/** What a page shows or tells a screen reader in English, although there is German for it. */
async function leftInEnglish(body: Locator): Promise<readonly string[]> {
  const shown = await body.evaluate((root) =>
    [...root.querySelectorAll("*")].flatMap((element) => [
      ...[...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ textContent }) => textContent),
      ...["title", "aria-label", "placeholder", "label"].map((name) => element.getAttribute(name)),
    ]),
  );
  const words = new Set(shown.map((text) => (text ?? "").replace(/\s+/g, " ").trim()));
  return [...words].filter((text) => english.has(text));
}

describe("a VS Code in German", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ "policy.json": seedPolicy }, { language: "de" });
    await workbench.open("policy.json");
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  it("shows the simulator in German", async () => {
    const { page } = workbench;
    await workbench.run("MCP Policy: Aufruf simulieren");
    await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
    await workbench.picture("german pick");
    await page.keyboard.press("Enter");
    await eventually(async () =>
      expect(await workbench.simulator().locator(".decision-word").innerText()).toMatch(/erlaubt/i),
    );
    expect(await leftInEnglish(workbench.simulator().locator("body"))).toEqual([]);
    await workbench.simulator().getByText("Strg+Eingabe ruft auf").waitFor();
    await workbench.picture("german simulator");
  });

  it("shows the builder in German, and nothing of it is cut off", async () => {
    await workbench.closeAll();
    await workbench.open("policy.json");
    await workbench.run("MCP Policy: Richtlinien-Builder öffnen");
    const frame = workbench.simulator();
    await frame.locator("#list:focus").waitFor();
    const line = frame.locator(".line[data-tool=cf_dns_delete]");
    await eventually(async () =>
      expect(await line.locator(".choice").allInnerTexts()).toEqual([
        "Erlauben",
        "Ablehnen",
        "Ausblenden",
        "Eigene",
        "Standard",
      ]),
    );
    const cut = await frame
      .locator("body")
      .evaluate((body) =>
        [...body.querySelectorAll("button, h2, label, .tool-name")]
          .filter(({ scrollWidth, clientWidth }) => clientWidth > 0 && scrollWidth > clientWidth + 1)
          .map(({ textContent }) => textContent),
      );
    expect(cut).toEqual([]);
    await line.locator(".tool-name").click();
    await frame.locator("#detail h2", { hasText: "cf_dns_delete" }).waitFor();
    expect(await leftInEnglish(frame.locator("body"))).toEqual([]);
    await workbench.picture("german builder");
  });

  it("shows the page of all tools in German", async () => {
    await workbench.closeAll();
    await workbench.run("MCP Policy: Was Agents aufrufen können");
    const frame = workbench.simulator();
    await frame.locator("tbody tr").first().waitFor();
    expect(await leftInEnglish(frame.locator("body"))).toEqual([]);
    const isCut = await frame.locator("input[type=search]").evaluate((box) => {
      const placeholder = box.getAttribute("placeholder") ?? "";
      if ("value" in box) box.value = placeholder;
      return placeholder === "" || box.scrollWidth > box.clientWidth;
    });
    expect(isCut).toBe(false);
    await workbench.picture("german stack");
  });

  it("shows the view of the servers in German", async () => {
    const { page } = workbench;
    await page.locator(".activitybar .action-label[aria-label^='MCP Policy']").click();
    await page.locator(".sidebar .pane-header", { hasText: "Aufrufe" }).waitFor();
    await eventually(async () =>
      expect(await page.locator(".sidebar .welcome-view-content").first().innerText()).toContain(
        "Aufrufe eines Agents",
      ),
    );
    await workbench.picture("german servers");
  });
});
