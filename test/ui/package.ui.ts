/** The packed extension as VS Code has installed it, and the page that it shows of it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../vscodeHost/openBrowser.mjs";
import { packVsix } from "../vscodeHost/packVsix.mjs";
import { type Host, startHost } from "../vscodeHost/startHost.mjs";

let host: Host;
let installed: string;
beforeAll(async () => {
  host = await startHost({ vsixFiles: [packVsix()] });
  const folder = join(host.dataFolder, "extensions");
  const name = readdirSync(folder).find((each) => each.startsWith("mcp-policy-author.")) ?? "";
  installed = join(folder, name);
});
afterAll(() => host?.stop());

/** Every string of a manifest that names a file beside it. */
function filesNamed(value: unknown): string[] {
  if (typeof value === "string") return /^(?:\.\/)?[\w./-]+\.\w+$/.test(value) && value.includes("/") ? [value] : [];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(filesNamed) : [];
}

describe("the packed extension", () => {
  it("contains each file that its manifest names", () => {
    const { main, icon, contributes } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    const named = filesNamed([main, icon, contributes]);
    expect(named.length).toBeGreaterThan(10);
    for (const file of named) expect(existsSync(join(installed, file)), file).toBe(true);
  });

  it("contains what each link and image of its documents leads to", () => {
    const documents = readdirSync(installed, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".md"),
    );
    expect(documents).toEqual(expect.arrayContaining(["readme.md", "changelog.md"]));
    for (const document of documents) {
      const text = readFileSync(join(installed, document), "utf8").replace(/^```[\s\S]*?^```$|`[^`\n]*`/gm, "");
      for (const [, target = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^(?:https:|#)/.test(target)) continue;
        const file = join(installed, dirname(document), decodeURI(target.split("#")[0] ?? ""));
        expect(relative(installed, file), `${document}: ${target}`).not.toMatch(/^\.\./);
        expect(existsSync(file), `${document}: ${target}`).toBe(true);
      }
    }
  });

  it("passes on the licences of what it contains", () => {
    const notices = readFileSync(join(installed, "dist/ThirdPartyNotices.txt"), "utf8");
    for (const name of ["jsonc-parser", "lit-html", "uplot", "vscode-languageclient"])
      expect(notices).toContain(`\n${name} `);
  });
});

/** What is asked of an <a>: the tests are typed without the DOM. */
interface Link {
  readonly textContent: string | null;
  hasAttribute(name: string): boolean;
}

describe("its page in VS Code", () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    ({ browser, page } = await openBrowser());
  });
  afterAll(() => browser?.close());

  it("has no broken image and no dead link", async () => {
    await page.goto(host.url(installed));
    await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 30_000 });
    const row = page.locator(".extensions-list .monaco-list-row", { hasText: "MCP Policy Author" }).first();
    for (let attempt = 1; attempt < 6 && !(await row.isVisible()); attempt++) {
      await page.keyboard.press("Control+Shift+X");
      await row.waitFor({ timeout: 5_000 }).catch(() => {});
    }
    await row.dblclick();
    const content = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
    await content.getByRole("heading", { name: "Features" }).waitFor();
    const widths = (images: readonly { readonly naturalWidth?: number }[]) => images.map((image) => image.naturalWidth);
    expect(await content.locator("img").evaluateAll(widths)).not.toContain(0);
    // VS Code takes the target from a link that it would not follow.
    const dead = (links: readonly Link[]) =>
      links.filter((link) => !link.hasAttribute("href")).map((link) => link.textContent);
    expect(await content.locator("a").evaluateAll(dead)).toEqual([]);
  });
});
