import { readdirSync, readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { seedPolicy } from "./seedPolicy";
import { eventually, openWorkbench, type Workbench } from "./workbench";

/** Sets a mark in the window that runs it, and asks for something. */
const image = `<img src=x onerror="window.hacked=1;alert(1)">`;
const link = "[click](command:workbench.action.closeWindow) ](command:workbench.action.closeWindow)";
const icon = "$(zap) $(sync~spin)";
const turned = "\u202egnp.exe\u202c";
const script = "</script><script>window.hacked=1</script>";
const remote = "![p](https://example.com/p.png) <link rel=stylesheet href=https://example.com/x.css>";
const long = `long_${"x".repeat(10_000)}`;

const limit = (counter: string, max: number) => ({ counter, window: "minute", max, scope: "grant" });

/** Every name and message of this policy tries to be more than text. */
const hostilePolicy = JSON.stringify(
  {
    version: "1",
    default: "deny",
    tools: {
      [image]: { deny_if: [{ conditions: [], on_deny: `${image} ${link} ${icon} ${script} ${remote}` }] },
      [link]: { limits: [limit(`${image}${link}`, 1)] },
      [icon]: { require: [{ conditions: [{ path: `args.${image}`, op: "eq", value: script }], on_deny: remote }] },
      [turned]: {},
      [long]: { limits: [limit(long, 1)] },
    },
  },
  undefined,
  2,
);

describe("a policy whose texts are hostile", () => {
  let workbench: Workbench;
  const dialogs: string[] = [];
  const violations: string[] = [];
  beforeAll(async () => {
    workbench = await openWorkbench(
      { "hostile.policy.json": hostilePolicy },
      { height: 1400, settings: { "mcpPolicy.annotations": "all" } },
    );
    workbench.page.on("dialog", (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    workbench.page.on("console", (message) => {
      if (/content security policy/i.test(message.text())) violations.push(message.text());
    });
    await workbench.open("hostile.policy.json");
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
    expect(dialogs).toEqual([]);
    for (const frame of workbench.page.frames())
      expect(await frame.evaluate("window.hacked ?? 0").catch(() => 0), frame.url()).toBe(0);
  });

  const lenses = () => workbench.page.locator(".codelens-decoration a", { hasText: "Simulate" });
  const calls = () => workbench.simulator().locator(".call[role=option]");

  /** Opens the simulator by the lens of a tool; each opening makes a call. */
  async function simulate(lens: number, callCount: number): Promise<void> {
    await workbench.page.locator(".tab", { hasText: "hostile.policy.json" }).first().click();
    await lenses().nth(lens).click();
    await eventually(async () => expect(await calls().count()).toBe(callCount));
    await eventually(async () => expect(await pageText(".decision-word")).toMatch(/allowed|denied/i));
  }

  async function pageText(selector: string): Promise<string> {
    return (await workbench.simulator().locator(selector).allInnerTexts()).join("\n");
  }

  /** What of the simulator's page is an element that it never makes itself, or has code in an attribute. */
  function foreignElements(): Promise<string[]> {
    return workbench
      .simulator()
      .locator("#page")
      .evaluate((page) =>
        [...page.querySelectorAll("*")]
          .filter(
            (element) =>
              /^(img|a|script|iframe|object|embed|link|style|video|audio|form|base|meta)$/i.test(element.tagName) ||
              [...element.attributes].some(
                ({ name }) =>
                  /^on|^href$|^src/i.test(name) ||
                  // The chart places its empty layers by style; it is given numbers, and no text.
                  (name === "style" && (element.closest(".uplot") === null || element.textContent !== "")),
              ),
          )
          .map(({ outerHTML }) => outerHTML),
      );
  }

  it("the lenses hold nothing of it, and a tool of 10 KB has one too", async () => {
    await eventually(async () =>
      expect((await lenses().allInnerTexts()).map((text) => text.replaceAll("\u00a0", " "))).toEqual([
        "Simulate · denied always",
        "Simulate · allowed, 1 a minute",
        "Simulate · conditional",
        "Simulate · allowed",
        "Simulate · allowed, 1 a minute",
      ]),
    );
  });

  it("a hover shows names and messages as text", async () => {
    const { page } = workbench;
    const hover = page.locator(".monaco-hover:visible", { hasText: "In this policy" });
    for (const text of [image, link]) {
      const line = hostilePolicy.split("\n").findIndex((each) => each.trim().startsWith(JSON.stringify(text)));
      await workbench.goTo(line + 1, 8);
      await workbench.gesture(async () => {
        await page.keyboard.press("Control+K");
        await page.keyboard.press("Control+I");
      }, hover);
      const shown = (await hover.first().innerText()).replaceAll("\u00a0", " ");
      expect(shown).toContain(text.slice(0, 100));
      expect(await hover.locator("img, script, iframe").count()).toBe(0);
      const links = await hover
        .locator("a")
        .evaluateAll((found) => found.map((each) => each.getAttribute("data-href") ?? each.getAttribute("href") ?? ""));
      for (const target of links) expect(target).toMatch(/^$|^command:mcpPolicy\.(?:simulateCall|showRule)\?/);
      await page.keyboard.press("Escape");
      await eventually(async () => expect(await hover.count()).toBe(0));
    }
  });

  it("the simulator shows the name and the message of a denied call as text", async () => {
    // Once: each click makes a call.
    await lenses().first().click();
    await workbench.page.locator("iframe.webview.ready").waitFor();
    await eventually(async () => expect(await calls().count()).toBe(1));
    await eventually(async () => expect(await pageText(".decision-word")).toMatch(/denied/i));
    expect(await pageText(".tool-name")).toBe(image);
    expect(await pageText(".message")).toBe(`${image} ${link} ${icon} ${script} ${remote}`);
    expect(await pageText(".call-tool")).toBe(image);
    expect(await foreignElements()).toEqual([]);
    await workbench.picture("hostile");
  });

  it("it shows counters, conditions and arguments as text", async () => {
    await simulate(1, 2);
    await simulate(1, 3);
    await eventually(async () => expect(await pageText(".decision-word")).toMatch(/denied/i));
    expect(await pageText(".rule code")).toContain(image);
    expect(await pageText(".counters")).toContain(image);
    expect(await foreignElements()).toEqual([]);
    await simulate(2, 4);
    expect(await pageText(".checks")).toContain(image);
    expect(await pageText(".message")).toBe(remote);
    expect(await foreignElements()).toEqual([]);
  });

  it("it takes names that turn the direction, and names of 10 KB", async () => {
    await simulate(3, 5);
    expect(await pageText(".tool-name")).toBe("\\u202egnp.exe\\u202c");
    await simulate(4, 6);
    await simulate(4, 7);
    await eventually(async () => expect(await pageText(".decision-word")).toMatch(/denied/i));
    expect(await workbench.simulator().locator(".tool-name").textContent()).toBe(long);
    const overflow = await workbench
      .simulator()
      .locator("html")
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(overflow, "the page scrolls sideways").toBeLessThanOrEqual(0);
    expect(await foreignElements()).toEqual([]);
    await workbench.picture("hostile long name");
  });

  it("the page may run its own script and load its own stylesheet, and nothing else", async () => {
    const policies = await workbench
      .simulator()
      .locator("meta[http-equiv=Content-Security-Policy]")
      .evaluateAll((found) => found.map((each) => each.getAttribute("content") ?? ""));
    expect(policies.map((policy) => policy.replace(/nonce-[\da-f]{32}'/, "nonce-…'"))).toEqual([
      "default-src 'none'; script-src 'nonce-…'; style-src 'self' https://*.vscode-cdn.net",
    ]);
    expect(violations).toEqual([]);
  });

  it("nothing but this machine was asked for anything", () => {
    expect([...workbench.refusedHosts]).toEqual([]);
  });
});

describe("a server that is killed", () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench({ "policy.json": seedPolicy.replace('"minute"', '"week"') });
    await workbench.open("policy.json");
  });
  afterAll(() => workbench?.close());
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await workbench.picture(`failed ${task.name}`);
  });

  const squiggles = () => workbench.page.locator(".editor-group-container.active .squiggly-error");
  const calls = () => workbench.simulator().locator(".call[role=option]");

  it.skipIf(process.platform !== "linux")("comes back, and with it diagnostics and the simulator", async () => {
    await squiggles().first().waitFor();
    const lens = workbench.page.locator(".codelens-decoration a", { hasText: "Simulate" }).first();
    await workbench.gesture(() => lens.click(), workbench.page.locator("iframe.webview.ready"));
    await eventually(async () => expect(await calls().count()).toBe(1));

    const [before] = serverProcesses();
    expect(before).toBeGreaterThan(0);
    process.kill(before ?? Number.NaN, "SIGKILL");
    await eventually(async () => expect(serverProcesses().filter((found) => found !== before)).toHaveLength(1));

    // The panel has kept its call, and goes on with the server that is there now.
    expect(await calls().count()).toBe(1);
    await eventually(async () => {
      await workbench.simulator().getByRole("button", { name: /^call/i }).click();
      expect(await calls().count()).toBeGreaterThan(1);
      expect(await workbench.simulator().locator(".decision-word").innerText()).toMatch(/not known/i);
      expect(await workbench.simulator().locator(".notice-place").innerText()).toBe("");
    });
    await workbench.page.locator(".tab", { hasText: "policy.json" }).first().click();
    await squiggles().first().waitFor();
    // Not those of the server before: they go when the mistake does.
    await workbench.goTo(9, (seedPolicy.split("\n")[8]?.indexOf('"minute"') ?? 0) + 6);
    for (let index = 0; index < 4; index++) await workbench.page.keyboard.press("Backspace");
    await workbench.page.keyboard.type("hour");
    await workbench.page.keyboard.press("Escape");
    await eventually(async () => expect(await squiggles().count()).toBe(0));
  });
});

/** The language servers of the VS Code that this very test has started: others may run beside it. */
function serverProcesses(): number[] {
  const running = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const parents = new Map(running.map((name) => [Number(name), parentOf(name)]));
  const isOurs = (id: number | undefined): boolean =>
    id !== undefined && id > 1 && (id === process.pid || isOurs(parents.get(id)));
  return running
    .filter((name) => /mcp-policy-author[^\0]*dist\/server\.js/.test(readProcess(name, "cmdline")))
    .map(Number)
    .filter(isOurs);
}

function parentOf(id: string): number | undefined {
  const fields = readProcess(id, "stat").split(") ").at(-1)?.split(" ");
  return fields === undefined ? undefined : Number(fields[1]);
}

/** Something of a process; nothing of one that has ended meanwhile. */
function readProcess(id: string, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, "utf8");
  } catch {
    return "";
  }
}
